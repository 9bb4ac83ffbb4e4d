/**
 * Draws all nodes in one program: seven shapes, a rim in the colour of the ground so that nodes in a crowd stay apart,
 * a halo for what stands on much evidence, and a ring around what is chosen.
 *
 * Each node is one triangle; its outline is a distance computed in the fragment shader, smooth at any size. One
 * program for all shapes costs one call a frame, as the bare circle does.
 */

import { NodeProgram } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { Shape } from "../../page.ts";

/** What the program reads beside sigma's own attributes. */
export interface ShapeLook {
  shape: Shape;
  /** How much of the halo shows, 0 to 1. */
  halo: number;
  /** How much of the node shows, 0 to 1: lines that stand out shine through one that does not. */
  strength: number;
  ring: boolean;
}

const NUMBERS: Record<Shape, number> = {
  circle: 0,
  square: 1,
  diamond: 2,
  triangle: 3,
  "triangle-down": 4,
  hexagon: 5,
  star: 6,
};

/** A ring adds this to the number of the shape. */
const RINGED = 8;

/** Colours that all nodes share; set from the theme before a refresh. */
export const shared = { ground: [1, 1, 1], ring: [0, 0, 0] };

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_halo;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_place;
varying float v_radius;
varying float v_shape;
varying float v_halo;
varying float v_ring;
const float bias = 255.0 / 254.0;

void main() {
  float pixel = u_correctionRatio * 2.0;
  float radius = a_size * pixel / u_sizeRatio;
  float ringed = step(7.5, a_shape);
  // the triangle's inner circle must hold the corners of the shape, the rim, and the halo or ring where there is one
  float reach = radius * 1.45 + pixel * (2.0 + 4.0 * ringed) + max(a_halo, 0.0) * radius * 1.2;
  vec2 place = 2.0 * reach * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + place, 1)).xy, 0, 1);
  v_place = place;
  v_radius = radius;
  v_ring = ringed;
  v_shape = a_shape - 8.0 * ringed;
  v_halo = a_halo;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec2 v_place;
varying float v_radius;
varying float v_shape;
varying float v_halo;
varying float v_ring;
uniform float u_correctionRatio;
uniform vec3 u_ground;
uniform vec3 u_ringColor;

// distances to outlines of about the area of a circle of radius 1, below 0 inside
float toTriangle(vec2 p) { return max(abs(p.x) * 0.866 + p.y * 0.5, -p.y) - 0.675; }
float toHexagon(vec2 p) { p = abs(p); return max(p.y, p.x * 0.866 + p.y * 0.5) - 0.953; }
float toStar(vec2 p) {
  vec2 k1 = vec2(0.809016994, -0.587785252);
  vec2 k2 = vec2(-k1.x, k1.y);
  p.x = abs(p.x);
  p -= 2.0 * max(dot(k1, p), 0.0) * k1;
  p -= 2.0 * max(dot(k2, p), 0.0) * k2;
  p.x = abs(p.x);
  p.y -= 1.4;
  vec2 ba = 0.45 * vec2(-k1.y, k1.x) - vec2(0.0, 1.0);
  float along = clamp(dot(p, ba) / dot(ba, ba), 0.0, 1.4);
  return length(p - ba * along) * sign(p.y * ba.x - p.x * ba.y);
}

float toOutline(vec2 p) {
  if (v_shape < 0.5) return length(p) - 1.0;
  if (v_shape < 1.5) return max(abs(p.x), abs(p.y)) - 0.85;
  if (v_shape < 2.5) return (abs(p.x) + abs(p.y)) * 0.7071 - 0.884;
  if (v_shape < 3.5) return toTriangle(p);
  if (v_shape < 4.5) return toTriangle(vec2(p.x, -p.y));
  if (v_shape < 5.5) return toHexagon(p);
  return toStar(p);
}

void main(void) {
  float pixel = u_correctionRatio * 2.0;
  // in pixels of the screen from the outline
  float away = toOutline(v_place / v_radius) * v_radius / pixel;
  #ifdef PICKING_MODE
  // small nodes take clicks a little beside them
  gl_FragColor = away > 2.0 ? vec4(0.0) : v_color;
  #else
  float body = clamp(0.5 - away, 0.0, 1.0);
  if (v_halo < 0.0) {
    gl_FragColor = v_color * body * -v_halo;
    return;
  }
  float rim = clamp(1.5 - away, 0.0, 1.0) - body;
  float glow = v_halo * 0.3 * (1.0 - smoothstep(0.0, 1.15 * v_radius / pixel, away)) * (1.0 - body - rim);
  float ring = v_ring * (clamp(5.0 - away, 0.0, 1.0) - clamp(2.5 - away, 0.0, 1.0));
  vec4 paint = v_color * body + vec4(u_ground, 1.0) * rim + v_color * glow;
  gl_FragColor = mix(paint, vec4(u_ringColor, 1.0), ring);
  #endif
}
`;

const UNIFORMS = ["u_sizeRatio", "u_correctionRatio", "u_matrix", "u_ground", "u_ringColor"] as const;
type Uniform = (typeof UNIFORMS)[number];

export class ShapeProgram extends NodeProgram<Uniform> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_halo", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(id: number, start: number, data: NodeDisplayData & Partial<ShapeLook>): void {
    const { array } = this;
    array[start] = data.x;
    array[start + 1] = data.y;
    array[start + 2] = data.size;
    array[start + 3] = NUMBERS[data.shape ?? "circle"] + (data.ring ? RINGED : 0);
    // below 0 it is the strength of a faint node, which has no halo
    array[start + 4] = (data.strength ?? 1) < 1 ? -(data.strength ?? 1) : (data.halo ?? 0);
    array[start + 5] = floatColor(data.color);
    array[start + 6] = id;
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: { gl: WebGLRenderingContext | WebGL2RenderingContext; uniformLocations: Record<Uniform, WebGLUniformLocation> }): void {
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform3fv(uniformLocations.u_ground, shared.ground);
    gl.uniform3fv(uniformLocations.u_ringColor, shared.ring);
  }
}

/** `#rrggbb` as three shares of 1. */
export function shares(colour: string): number[] {
  return [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16) / 255);
}
