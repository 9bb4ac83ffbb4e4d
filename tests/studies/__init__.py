"""Tests of the studies, over the small world and the shipped data."""
