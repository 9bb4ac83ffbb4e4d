"""Draw the charts of the studies: labels in words beside what they name, units at the axes, never colour alone.

Every chart is narrow, so that it can be read on a telephone. Groups differ in hue and in hatching or mark, and are
named. Nothing depends on a clock, a locale or chance; matplotlib is loaded when the first one is drawn.
"""

from kgraph.charts.canvas import Picture
from kgraph.charts.graph import draw_graph
from kgraph.charts.grid import draw_grid
from kgraph.charts.lines import draw_band, draw_points
from kgraph.charts.rows import draw_bars, draw_intervals

__all__ = ["Picture", "draw_band", "draw_bars", "draw_graph", "draw_grid", "draw_intervals", "draw_points"]
