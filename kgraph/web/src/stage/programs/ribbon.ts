/**
 * Draws edges as ribbons of even width on the screen, straight or bent, whole or dashed.
 *
 * A bent ribbon is the curve of three points cut into pieces, each two triangles: much cheaper in the fragment shader
 * than a distance to the curve, and dashes run along it. A straight one is a single piece of the same program.
 */

import { EdgeProgram, type EdgeProgramType } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import { DASHES, type Dash } from "../looks.ts";

const NUMBERS: Record<Dash, number> = { whole: 0, between: 1, possible: 2, disputed: 3, inferred: 4 };

export interface RibbonLook {
  dash: Dash;
  /** How far the middle lies beside the straight line, as a share of its length: 0 is straight. */
  bend: number;
}

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_source;
attribute vec2 a_target;
attribute float a_thickness;
attribute float a_bend;
attribute float a_dash;
attribute float a_along;
attribute float a_side;
uniform mat3 u_matrix;
uniform vec2 u_dimensions;
uniform float u_pixelRatio;
uniform float u_minEdgeThickness;
varying vec4 v_color;
varying float v_side;
varying float v_half;
varying float v_along;
varying float v_dash;
const float bias = 255.0 / 254.0;

vec2 toScreen(vec2 place) {
  return ((u_matrix * vec3(place, 1)).xy + 1.0) * 0.5 * u_dimensions;
}

void main() {
  vec2 from = toScreen(a_source);
  vec2 to = toScreen(a_target);
  vec2 way = to - from;
  float len = max(length(way), 0.001);
  vec2 middle = 0.5 * (from + to) + vec2(-way.y, way.x) * a_bend;
  vec2 place = mix(mix(from, middle, a_along), mix(middle, to, a_along), a_along);
  vec2 heading = mix(middle - from, to - middle, a_along);
  vec2 across = vec2(-heading.y, heading.x) / max(length(heading), 0.001);
  // as wide however near the picture is: faint lines would grow into bars
  v_half = 0.5 * max(u_minEdgeThickness, a_thickness) * u_pixelRatio;
  v_side = a_side * (v_half + 1.0);
  v_along = a_along * len * (1.0 + 2.0 * a_bend * a_bend) / u_pixelRatio;
  v_dash = a_dash;
  place += across * v_side;
  gl_Position = vec4(place / u_dimensions * 2.0 - 1.0, 0, 1);
  v_color = a_color;
  v_color.a *= bias;
}
`;

function pattern([dash, gap]: readonly [number, number]): string {
  return `vec2(${dash}.0, ${dash + gap}.0)`;
}

const FRAGMENT = /* glsl */ `
precision mediump float;
varying vec4 v_color;
varying float v_side;
varying float v_half;
varying float v_along;
varying float v_dash;

void main(void) {
  float cover = clamp(v_half + 0.5 - abs(v_side), 0.0, 1.0);
  if (v_dash > 0.5) {
    vec2 dash = v_dash < 1.5 ? ${pattern(DASHES.between)} : v_dash < 2.5 ? ${pattern(DASHES.possible)} : v_dash < 3.5 ? ${pattern(DASHES.disputed)} : ${pattern(DASHES.inferred)};
    float at = mod(v_along, dash.y);
    cover *= clamp(dash.x - at + 0.5, 0.0, 1.0) * clamp(at + 0.5, 0.0, 1.0);
  }
  gl_FragColor = v_color * cover;
}
`;

const UNIFORMS = ["u_matrix", "u_dimensions", "u_pixelRatio", "u_minEdgeThickness"] as const;
type Uniform = (typeof UNIFORMS)[number];

/** Two triangles for each piece: place along the edge, and side. */
function corners(pieces: number): number[][] {
  return Array.from({ length: pieces }, (_, piece) => {
    const [from, to] = [piece / pieces, (piece + 1) / pieces];
    return [[from, 1], [from, -1], [to, 1], [to, 1], [from, -1], [to, -1]];
  }).flat();
}

export function createRibbonProgram(pieces: number): EdgeProgramType {
  return class RibbonProgram extends EdgeProgram<Uniform> {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
      return {
        VERTICES: 6 * pieces,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS,
        ATTRIBUTES: [
          { name: "a_source", size: 2, type: FLOAT },
          { name: "a_target", size: 2, type: FLOAT },
          { name: "a_thickness", size: 1, type: FLOAT },
          { name: "a_bend", size: 1, type: FLOAT },
          { name: "a_dash", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [
          { name: "a_along", size: 1, type: FLOAT },
          { name: "a_side", size: 1, type: FLOAT },
        ],
        CONSTANT_DATA: corners(pieces),
      };
    }

    processVisibleItem(id: number, start: number, source: NodeDisplayData, target: NodeDisplayData, data: EdgeDisplayData & Partial<RibbonLook>): void {
      const { array } = this;
      array[start] = source.x;
      array[start + 1] = source.y;
      array[start + 2] = target.x;
      array[start + 3] = target.y;
      array[start + 4] = data.size || 1;
      array[start + 5] = data.bend ?? 0;
      array[start + 6] = NUMBERS[data.dash ?? "whole"];
      array[start + 7] = floatColor(data.color);
      array[start + 8] = id;
    }

    setUniforms(params: RenderParams, { gl, uniformLocations }: { gl: WebGLRenderingContext | WebGL2RenderingContext; uniformLocations: Record<Uniform, WebGLUniformLocation> }): void {
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
      gl.uniform2f(uniformLocations.u_dimensions, params.width * params.pixelRatio, params.height * params.pixelRatio);
      gl.uniform1f(uniformLocations.u_pixelRatio, params.pixelRatio);
      gl.uniform1f(uniformLocations.u_minEdgeThickness, params.minEdgeThickness);
    }
  };
}
