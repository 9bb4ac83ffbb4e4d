/** Texts of the legend. Those that `kgraph draw` has too are the same as there (kgraph/phrases/figure.json). */

import type { Words } from "../page.ts";

export const legend = {
  "legend.title": { en: "Legend", pt: "Legenda", es: "Leyenda", fr: "Légende", vi: "Chú giải" },
  "legend.relations": { en: "Relations", pt: "Relações", es: "Relaciones", fr: "Relations", vi: "Quan hệ" },
  "legend.stated": { en: "Stated by a source", pt: "Afirmado por uma fonte", es: "Afirmado por una fuente", fr: "Affirmé par une source", vi: "Có nguồn nêu" },
  "legend.between": {
    en: "Read between the lines of a source",
    pt: "Lido nas entrelinhas de uma fonte",
    es: "Leído entre líneas en una fuente",
    fr: "Lu entre les lignes d’une source",
    vi: "Suy ra từ hàm ý của một nguồn",
  },
  "legend.inferred": { en: "Inferred", pt: "Inferido", es: "Inferido", fr: "Déduit", vi: "Suy ra" },
  "legend.possible": {
    en: "Possible on the day asked for, not certain",
    pt: "Possível no dia perguntado, não certo",
    es: "Posible en el día consultado, no seguro",
    fr: "Possible au jour demandé, pas certain",
    vi: "Có thể đúng vào ngày được hỏi, không chắc chắn",
  },
  "legend.disputed": { en: "Disputed", pt: "Contestado", es: "Disputado", fr: "Contesté", vi: "Bị phản bác" },
  "legend.width": {
    en: "Thicker line: more independent sources",
    pt: "Linha mais grossa: mais fontes independentes",
    es: "Línea más gruesa: más fuentes independientes",
    fr: "Trait plus épais : plus de sources indépendantes",
    vi: "Đường dày hơn: nhiều nguồn độc lập hơn",
  },
  "legend.size": {
    en: "Larger sign: more independent sources speak of it",
    pt: "Sinal maior: mais fontes independentes falam dele",
    es: "Signo más grande: más fuentes independientes hablan de ello",
    fr: "Signe plus grand : plus de sources indépendantes en parlent",
    vi: "Ký hiệu lớn hơn: nhiều nguồn độc lập nhắc đến hơn",
  },
} satisfies Record<string, Words>;
