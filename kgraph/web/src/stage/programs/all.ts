/** The programs with which the picture is drawn. */

import type { EdgeProgramType, NodeProgramType } from "sigma/rendering";
import { createRibbonProgram } from "./ribbon.ts";
import { ShapeProgram } from "./shape.ts";

/**
 * The names of sigma's own programs of edges, whose places ours take so that those are not compiled for nothing; drawn
 * in this order. Straight lines at rest go under, what is bent or stands out goes over them.
 */
export const LAYERS = ["arrow", "line"] as const;

/** `straight` where no edge is ever bent. */
export function programsOf(straight: boolean): { nodeProgramClasses: Record<string, NodeProgramType>; edgeProgramClasses: Record<string, EdgeProgramType> } {
  const [under, over] = LAYERS;
  return {
    nodeProgramClasses: { circle: ShapeProgram },
    edgeProgramClasses: { [under]: createRibbonProgram(1), [over]: createRibbonProgram(straight ? 1 : 12) },
  };
}
