// The search of the copy: TF-IDF over words and pairs of words as the site's own, with the words of the other communities.
// It knows no page: `search.js` asks it.
"use strict";
(() => {
  const TYPO_FROM = 4; // letters from which on a word may be misspelt
  const PREFIX_FROM = 3;
  const OTHERS = 0.35; // what other communities' words weigh beside the user's, where the name of an idea is all
  const NAMED = 0.45; // what an author's name weighs beside words
  let index;

  // ---- reading the data

  const bytes = (packed) => Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));

  function numbers(packed) {
    const read = bytes(packed);
    const all = [];
    for (let at = 0, number = 0, shift = 0; at < read.length; at++) {
      number += (read[at] & 127) * 2 ** shift;
      if (read[at] & 128) shift += 7;
      else {
        all.push(number);
        number = shift = 0;
      }
    }
    return all;
  }

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[øłđıæœ]/g, (letter) => ({ ø: "o", ł: "l", đ: "d", ı: "i", æ: "ae", œ: "oe" })[letter]);
  const spaced = (text) => fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const split = (folded) => folded.match(/[a-z0-9]+/g) || [];

  function paired(packed, stems) {
    const pairs = new Map();
    const said = numbers(packed);
    for (let at = 0, one = 0; at < said.length; at += 2) {
      one += said[at];
      pairs.set(one * stems + said[at + 1], stems + at / 2);
    }
    return pairs;
  }

  function signers(words) {
    const signed = numbers(words.signed);
    const names = new Map();
    let at = 0;
    for (const name of words.names ? words.names.split(" ") : []) {
      const rows = [];
      for (let left = signed[at++], row = 0; left--;) rows.push((row += signed[at++]));
      names.set(name, rows);
    }
    return names;
  }

  function open() {
    const { words, papers, ideas } = window.commons;
    const forms = new Map();
    words.forms.split("\n").forEach((line, stem) => line.split(" ").forEach((form) => form && forms.set(form, stem)));
    const stems = words.forms ? words.forms.split("\n").length : 0;
    const starts = [0];
    for (const length of numbers(words.length)) starts.push(starts[starts.length - 1] + length);
    index = {
      papers, ideas, forms, starts, stems,
      pairs: paired(words.pairs, stems),
      names: signers(words),
      every: words.papers,
      count: numbers(words.count),
      postings: bytes(words.postings),
      stop: new Set(words.stop.split(" ")),
      longest: Math.max(1, ...Object.keys(ideas.labels).map((label) => label.split(" ").length)),
    };
  }

  function each(feature, take) {
    const { postings, starts } = index;
    for (let at = starts[feature], row = 0; at < starts[feature + 1];) {
      let gap = 0, shift = 0;
      do gap += (postings[at] & 127) * 2 ** (7 * shift++); while (postings[at++] & 128);
      take((row += gap), (postings[at++] / 255) ** 2);
    }
  }

  const idf = (count) => Math.log((1 + index.every) / (1 + count)) + 1;

  // ---- what was asked

  function close(word, other, most) {
    if (Math.abs(word.length - other.length) > most) return most + 1;
    let before = Array.from({ length: other.length + 1 }, (_, place) => place), older = [];
    for (let i = 1; i <= word.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (word[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [older, before] = [before, row];
    }
    return before[other.length];
  }

  // A word that no paper has: what it begins, if it is still being typed, or the frequent one closest in spelling.
  function meant(word, typing) {
    const { forms, count } = index;
    let best = "", rank = [3, 0];
    for (const [form, stem] of forms) {
      const begun = typing && word.length >= PREFIX_FROM && form.startsWith(word) ? 0.5 : 9;
      const most = word.length < TYPO_FROM ? 0 : word.length < 8 ? 1 : 2;
      const far = begun < 9 ? begun : most && form[0] === word[0] || most > 1 ? close(word, form, most) : 9;
      if (far <= Math.max(most, 0.5) && (far < rank[0] || far === rank[0] && count[stem] > rank[1])) {
        best = form;
        rank = [far, count[stem]];
      }
    }
    return best;
  }

  function read(text, typing) {
    const asked = { text, words: [], mended: [], authors: [], since: "", until: "9999" };
    const plain = text
      .replace(/\bau(?:thor)?:(?:"([^"]*)"|(\S+))/gi, (_, quoted, word) => (asked.authors.push(fold(quoted || word)), " "))
      .replace(/\byear:(\d{4})?(\.\.)?(\d{4})?/gi, (_, since, to, until) => {
        asked.since = since || "";
        asked.until = (to ? until || "9999" : since || "9999") + "~";
        return " ";
      });
    asked.form = spaced(plain);
    split(fold(plain)).forEach((word, place, all) => {
      if (index.stop.has(word)) return;
      const last = typing && place === all.length - 1;
      if (index.forms.has(word) || index.names.has(word)) asked.words.push(word);
      else {
        const other = meant(word, last);
        if (other) asked.words.push(other);
        if (other && !(last && other.startsWith(word))) asked.mended.push([word, other]);
      }
    });
    return asked;
  }

  // The features of some words with their weights, of length one.
  function vector(words) {
    const { forms, pairs, stems, count } = index;
    const tally = new Map();
    const add = (feature) => feature !== undefined && tally.set(feature, (tally.get(feature) || 0) + 1);
    const some = words.map((word) => forms.get(word));
    some.forEach(add);
    some.slice(1).forEach((stem, place) => add(pairs.get(some[place] * stems + stem)));
    let length = 0;
    for (const [feature, times] of tally) {
      const weight = (1 + Math.log(times)) * idf(count[feature]);
      tally.set(feature, weight);
      length += weight ** 2;
    }
    for (const [feature, weight] of tally) tally.set(feature, weight / Math.sqrt(length));
    return tally;
  }

  const significant = (text) => split(fold(text)).filter((word) => !index.stop.has(word));

  // The ideas that a question names, the longest names first, each word once.
  function named(form) {
    const words = form ? form.split(" ") : [], { labels } = index.ideas, ideas = [];
    for (let length = Math.min(index.longest, words.length); length; length--)
      for (let at = 0; at + length <= words.length; at++) {
        const some = words.slice(at, at + length).join(" ");
        const found = [some, some.replace(/s$/, "")].find((one) => labels[one]);
        if (!found || words.slice(at, at + length).includes("")) continue;
        ideas.push({ asked: some, concepts: labels[found], share: length / words.length });
        words.fill("", at, at + length);
      }
    return ideas;
  }

  function addressed(text) {
    const { papers } = index;
    const number = text.match(/\b(\d{4}\.\d{4,5})(?:v\d+)?\b/);
    for (const id of [text.trim(), number && `arxiv:${number[1]}`, (text.match(/[?&]id=([\w-]+)/) || []).slice(1).map((id) => `openreview:${id}`)[0],
      (text.match(/\b10\.\d{4,}\/\S+/) || []).map((doi) => `doi:${doi.toLowerCase()}`)[0]]) {
      const row = !id ? -1 : id in papers.also ? papers.also[id] : papers.id.indexOf(id);
      if (row >= 0) return row;
    }
    return -1;
  }

  // ---- ranking: each adds to the scores, or takes a paper out

  function add(scores, weights, share) {
    for (const [feature, weight] of weights) each(feature, (row, has) => (scores[row] += share * weight * has));
  }

  function bridge(scores, asked) {
    const { others, relations } = index.ideas;
    const also = new Map();
    for (const one of asked.ideas)
      for (const concept of one.concepts.slice(0, 2))
        for (const [label, relation, weight] of others[concept]) {
          add(scores, vector(significant(label)), OTHERS * weight * one.share ** 2);
          also.set(label, [label, relations[relation], one.asked]);
        }
    return [...also.values()];
  }

  function people(scores, asked) {
    const { names, count, forms } = index;
    const some = asked.words.filter((word) => names.has(word) && names.get(word).length > (count[forms.get(word)] || 0) / 2);
    for (const word of some) for (const row of names.get(word)) scores[row] += NAMED / Math.max(1, asked.words.length - 1);
  }

  function filter(scores, asked) {
    const { names, papers, every } = index;
    for (const author of asked.authors) {
      const all = split(author).filter((word) => word.length > 1).map((word) => new Set(names.get(word)));
      for (let row = 0; row < every; row++) if (!all.every((rows) => rows.has(row))) scores[row] = -1;
        else if (!asked.words.length) scores[row] = 1;
    }
    if (asked.since || asked.until !== "9999")
      for (let row = 0; row < every; row++) if (papers.date[row] < asked.since || papers.date[row] > asked.until) scores[row] = -1;
  }

  // What the site answers to the name of an idea, in its order; to another word for it, nearly.
  function answer(scores, asked) {
    const [one, second] = asked.ideas, { name, answers } = index.ideas;
    if (!one || second || one.share !== 1 || one.concepts.length !== 1) return;
    const step = spaced(name[one.concepts[0]]) === asked.form ? 100 : 0.1;
    answers[one.concepts[0]].forEach((row, place, all) => (scores[row] += 10 + step * (all.length - place)));
  }

  function rank(asked, bridges) {
    const scores = new Float64Array(index.every);
    asked.ideas = named(asked.form);
    add(scores, vector(asked.words), 1);
    const also = bridges ? bridge(scores, asked) : [];
    people(scores, asked);
    filter(scores, asked);
    if (bridges) answer(scores, asked);
    const rows = [...scores.keys()].filter((row) => scores[row] > 0).sort((one, other) => scores[other] - scores[one] || one - other);
    return { rows, also };
  }

  window.commons.engine = { open, addressed, read, rank };
})();
