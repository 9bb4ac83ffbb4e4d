/** What is held of a country: campaigns, their partners, hotlines, authorities, alliances, risks; gaps said as gaps. */

import type { Context, Model } from "../context.ts";
import { h } from "../dom.ts";
import type { Language, NodeData } from "../page.ts";
import { endButton } from "./end.ts";

export interface CountryPicture {
  campaigns: NodeData[];
  partners: NodeData[];
  hotlines: NodeData[];
  authorities: NodeData[];
  alliances: NodeData[];
  /** Ids of concepts. */
  risks: string[];
}

const CAMPAIGNS = new Set(["campaign", "campaign-edition"]);
const LINES = new Set(["hotline", "helpline"]);
const AUTHORITIES = new Set(["regulator", "public-authority"]);

export function pictureCountry(model: Model, code: string): CountryPicture {
  const inside = model.page.nodes.filter((node) => model.countriesOf(node.id).has(code));
  const ofKinds = (kinds: ReadonlySet<string>): NodeData[] => inside.filter((node) => node.kinds.some((kind) => kinds.has(kind)));
  // an authority that only takes part in something there is not that country's
  const seated = (node: NodeData): boolean => node.countries.includes(code) || model.attributesOf(node.id).some((state) => state.country === code);
  const campaigns = ofKinds(CAMPAIGNS).filter(seated);
  const partners = campaigns.flatMap((campaign) => model.edgesAt(campaign.id).filter((edge) => PARTNER.has(edge.relation)).map((edge) => (edge.source === campaign ? edge.target : edge.source)));
  const members = inside.filter((node) => node.countries.includes(code));
  const alliances = members.flatMap((node) => model.edgesAt(node.id).filter((edge) => edge.relation === "memberOf" && edge.source === node).map((edge) => edge.target));
  return {
    campaigns,
    partners: unique(partners),
    hotlines: ofKinds(LINES).filter(seated),
    authorities: ofKinds(AUTHORITIES).filter(seated),
    alliances: unique(alliances),
    risks: [...new Set([...campaigns, ...members].flatMap((node) => [...model.risksOf(node.id)]))],
  };
}

const PARTNER = new Set(["campaignPartner", "organises", "involvedIn"]);

function unique(nodes: readonly NodeData[]): NodeData[] {
  return [...new Set(nodes)];
}

export function describeCountry(context: Context, code: string, language: Language): HTMLElement {
  const { model, say, store } = context;
  const picture = pictureCountry(model, code);
  const groups: [string, NodeData[]][] = [
    ["map.campaigns", picture.campaigns],
    ["map.partners", picture.partners],
    ["map.hotlines", picture.hotlines],
    ["map.authorities", picture.authorities],
    ["map.alliances", picture.alliances],
  ];
  const show = (): void => {
    store.dispatch({ do: "look-at-country", country: code });
    store.dispatch({ do: "open-tab", tab: "network" });
  };
  return h(
    "section",
    { class: "country", "aria-labelledby": "country-name" },
    h("div", { class: "panel-head" }, h("h3", { id: "country-name" }, model.page.countries[code]?.label[language] ?? code), h("button", { type: "button", class: "button", onclick: show }, say("map.show"))),
    groups.map(([key, nodes]) => describeGroup(context, say(key), nodes, language)),
    h("h4", null, say("map.risks")),
    picture.risks.length > 0 ? h("p", null, picture.risks.map((risk) => model.page.concepts[risk]?.label[language] ?? risk).sort().join(", ")) : h("p", { class: "quiet" }, say("map.none")),
  );
}

function describeGroup(context: Context, title: string, nodes: NodeData[], language: Language): HTMLElement {
  const { model, say } = context;
  const named = nodes.map((node) => ({ node, name: model.name(node, language).text })).sort((one, other) => (one.name < other.name ? -1 : 1));
  const items = named.map(({ node }) =>
    h("li", null, endButton(context, node, language)),
  );
  return h("div", null, h("h4", null, title, h("span", { class: "count" }, items.length > 0 ? ` ${items.length}` : "")), items.length > 0 ? h("ul", { class: "columns" }, items) : h("p", { class: "quiet" }, say("map.none")));
}
