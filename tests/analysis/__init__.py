"""Tests of the measures, over graphs that are made up."""
