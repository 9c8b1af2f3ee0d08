/**
 * The words from which the sentiment of a review is read, English and French together. All are folded:
 * lower case, no accents, no apostrophes. Change the version when a word or a phrase (phrases.ts)
 * changes: it is stored with every review that it judged.
 */
export const lexiconVersion = "2026-11";

const list = (text: string) => text.trim().split(/\s+/);

/** Words by weight, from delight (3) to disgust (-3). Plural, feminine and -ed forms follow from these. */
const byWeight: readonly (readonly [weight: number, words: string])[] = [
  [
    3,
    `amazing awesome excellent exceptional fabulous fantastic flawless gorgeous incredible love loved
    loves loving magnificent marvellous marvelous outstanding perfect perfectly perfection stunning
    superb wonderful best adore adoree admirable epoustouflant exceptionnel exceptionnelle extraordinaire
    fabuleux fabuleuse fantastique formidable genial geniale geniaux incroyable magnifique merveilleux
    merveilleuse parfait parfaitement sublime superbe meilleur meilleure merveille enchante ravi`,
  ],
  [
    2,
    `beautiful beautifully careful charming clean comfortable delighted delightful efficient enjoy enjoyed
    enjoyable friendly gentle gently glad good great happy happier helpful impressed kind kindly kindness
    lovely neat neatly nice painless pleasant pleased pleasure pretty professional professionalism
    recommend recommande recommander recommended recommending respectful satisfied skilled skilful
    skillful smooth spotless sweet talented tidy trustworthy welcoming worth better top super cool bien
    beau beaux belle bon bonne chapeau charmant chaleureux chaleureuse chouette competent confortable
    content doux douce douceur efficace agreable aimable aimer aime accueillant apprecie bravo delicat
    delicatesse gentil gentille gentillesse gentiment impeccable impressionne joli joliment mieux
    nickel plaisir plait poli propre proprete ponctuel ponctuelle professionnel professionnelle
    professionnalisme qualite satisfait satisfaction serviable soigne soigneux soigneuse souriant
    sympa sympathique talent talentueux talentueuse canon`,
  ],
  [
    1.5,
    `accommodating affordable attentive calm calming cheerful fair fast fresh fun honest patient polite
    prompt punctual quick relaxed relaxing reliable return smile smiling thank thanks thankful warm
    artist artiste attentif attentionne confiance conforme delicatement detendu douceur facile
    facilement honnete merci rapide rapidement respect respecte respectueux respectueuse reviendrai
    reviendra reviendrons rassurant rassure raisonnable abordable sourire reussi fidele fier fiere`,
  ],
  [1, "easy easily fine apologised apologized organised organized welcome explained solid decent"],
  [-0.5, "nervous worried stress stresse wait waiting attendre hesitation hesiter hesite"],
  [
    -1,
    `waited attendu attente cold froid loud noisy bruyant tight doubt delay late slow slowly tardif
    complicated complique redo redone refaire retard retards lent lentement long serre`,
  ],
  [
    -1.5,
    `boring careless cher chere crowded difficult difficile disorganised disorganized expensive hard
    loose mediocre mistake missed missing pricey problem probleme regret regrette souci stressful
    uncomfortable inconfortable uneven inegal itchy frizzy defaut erreur oublie manque lack lacks
    lacked complain complaint plaindre plainte issue disappoint gene genant tire tiree`,
  ],
  [
    -2,
    `abime annule angry arrogant bad badly blood bleeding broke broken burn burned burning burnt
    cancelled canceled cassee casse crooked damage damaged defait defaite desagreable desagrement dirty
    douleur douloureux douloureuse headache hurt hurts hurting ignored impatient impoli incorrect
    inacceptable injured lazy mal malpoli mauvais mauvaise mess messy nasty overpriced pain painful
    poor poorly pulled rough ruined rushed sad sale saigne sloppy smelly sore
    unclean unfriendly unhappy unkind unprofessional unreliable upset weak worse wrong brule brulure
    brutal brutale decevant decevante deception decu deplorable desordre desorganise froisse
    incompetent insatisfait irrespectueux irrespectueuse neglige negligent rate sec seche vulgaire
    agressif agressive bacle degrade desole enerve fache`,
  ],
  [
    -3,
    `abysmal appalling atrocious awful disappointed disappointing disappointment disaster disgusting
    dreadful hate hated hates horrible horrendous horrific pathetic rude scam shame shameful
    terrible unacceptable useless waste wasted worst affreux affreuse arnaque atroce catastrophe
    catastrophique deteste detester degueulasse epouvantable gachis honte honteux horreur inadmissible
    infect lamentable minable moche nul nulle pire pitoyable voleur voleuse scandaleux scandaleuse`,
  ],
];

/** The weight of every word. */
export const weights: ReadonlyMap<string, number> = new Map(
  byWeight.flatMap(([weight, words]) => list(words).map((word) => [word, weight] as const)),
);

/** Words that mean something else in the other language, with the language in which they count. */
export const falseFriends: ReadonlyMap<string, "en" | "fr"> = new Map([
  ...list("sale lent mal bon rate sec tire gene souci chere").map((word) => [word, "fr"] as const),
  ...list("pain fine late hard long return issue loose fair fun sore").map(
    (word) => [word, "en"] as const,
  ),
]);

/** Words that deny what follows, with the number of words they reach. */
export const negators: ReadonlyMap<string, number> = new Map([
  ...list("not never no nobody none nothing without hardly barely neither nor cannot").map(
    (word) => [word, 4] as const,
  ),
  ...list("pas jamais rien sans aucun aucune ni guere non").map((word) => [word, 4] as const),
  ...list("peu moins less lack lacks lacked manque").map((word) => [word, 2] as const),
]);

/** What completes "ne …": everything between the two, and after, is denied. */
export const completions: ReadonlySet<string> = new Set(
  list("pas plus jamais rien aucun aucune personne ni guere point nullement"),
);

/** Negators that come in pairs: "neither good nor bad" is in between. */
export const pairing: ReadonlySet<string> = new Set(list("ni neither nor"));

/** After "never" these make a superlative: "never been happier", "jamais été aussi contente". */
export const comparatives: ReadonlySet<string> = new Set(
  list(
    "better happier nicer neater prettier lovelier easier more so such aussi autant si mieux plus",
  ),
);

/** How much they strengthen or weaken the words that follow. */
export const modifiers: ReadonlyMap<string, number> = new Map([
  ...list(
    `very really so too such super absolutely extremely incredibly truly totally highly completely way
    tres vraiment tellement trop absolument extremement hyper beaucoup si vrai vraie totalement tout
    particulierement plus most definitely`,
  ).map((word) => [word, 1.5] as const),
  ...list("slightly somewhat little bit fairly assez plutot legerement relativement").map(
    (word) => [word, 0.5] as const,
  ),
]);

/** Words that end a denial or an emphasis. */
export const turns: ReadonlySet<string> = new Set(
  list(
    `but however although though yet still because and mais cependant pourtant toutefois neanmoins car
    et malgre despite`,
  ),
);

/** Common small words that give away the language of a text. */
export const smallWords: Readonly<Record<"en" | "fr", ReadonlySet<string>>> = {
  en: new Set(
    list(
      "the and is was were are my i it to of with for she her they this that very had have on at in you me a so",
    ),
  ),
  fr: new Set(
    list(
      "le la les et est je de des un une mes ma mon il elle ce cette tres pour avec du au que qui sont ne pas nous vous on dans sur etait j c",
    ),
  ),
};

/** Emoji that say it without words. */
export const pictures: ReadonlyMap<string, number> = new Map([
  ...[..."❤😍🥰😊😀😃😄😁🙂👍👏🎉💯✨🔥😘🤩"].map((picture) => [picture, 2] as const),
  ...[..."😡😠🤬👎😞😢😭😤🤮🙁☹💔"].map((picture) => [picture, -2] as const),
]);
