// Words of `balloon explain`: sentences and notes, which the terminal and the page share, and what
// the terminal shows.
#include "io/explain_words.hpp"

namespace balloon::explain_words {

std::vector<Word> words_of_sentences() {
  return {
      {"why.factor-sourcing", "sourcing of base", "origen de la base"},
      {"why.factor-pass_through_structure", "form of price pass-through",
       "forma de la transmisión de precios"},
      {"why.factor-history", "history", "historia"},
      {"why.factor-other_parameters", "other parameters", "otros parámetros"},
      {"why.factor-lever", "the lever {lever}", "el instrumento {lever}"},
      {"why.other-parameters", "the other {count} parameters", "los otros {count} parámetros"},
      {"why.meaning-sourcing", "whether base crosses borders to other hubs: flat or nested",
       "si la base cruza fronteras hacia otros países: plana o anidada"},
      {"why.meaning-pass_through_structure",
       "how source prices reach retail: multiplicative, mixed or additive",
       "cómo llegan los precios de origen al por menor: multiplicativa, mixta o aditiva"},
      {"why.meaning-history",
       "what is hidden in the state and all shocks: the start of 1990, innovations of every year, "
       "single shipments",
       "lo oculto en el estado y todos los choques: el inicio de 1990, innovaciones de cada año, "
       "envíos sueltos"},
      {"why.meaning-other_parameters", "parameters that the screening puts behind, as one group",
       "parámetros que el cribado deja atrás, como un grupo"},
      {"why.meaning-lever", "difference between {policy} and {reference}, times {low} to {high}",
       "diferencia entre {policy} y {reference}, por {low} a {high}"},
      {"why.channel-price", "price", "precio"},
      {"why.channel-migration", "migration", "migración"},
      {"why.channel-buyers", "buyers", "compradores"},
      {"why.channel-risk", "risk", "riesgo"},
      {"why.channel-agglomeration", "agglomeration", "aglomeración"},
      {"why.channel-armed_groups", "armed groups", "grupos armados"},
      {"why.instrument-eradication_manual", "eradication manual", "erradicación manual"},
      {"why.instrument-eradication_aerial", "eradication aerial", "aspersión aérea"},
      {"why.instrument-eradication_voluntary", "eradication voluntary", "erradicación voluntaria"},
      {"why.instrument-alternative_development", "alternative development",
       "desarrollo alternativo"},
      {"why.instrument-substitution_announced", "substitution announced", "sustitución anunciada"},
      {"why.instrument-state_presence", "state presence", "presencia del Estado"},
      {"why.instrument-lab_destruction", "lab destruction", "destrucción de laboratorios"},
      {"why.instrument-precursor_control", "precursor control", "control de precursores"},
      {"why.instrument-source_interdiction", "source interdiction", "interdicción en origen"},
      {"why.instrument-air_interdiction", "air interdiction", "interdicción aérea"},
      {"why.instrument-interdiction", "interdiction", "interdicción en tránsito"},
      {"why.instrument-courier_screening", "courier screening", "control de correos"},
      {"why.instrument-armed_pressure", "armed pressure", "presión armada"},
      {"why.instrument-armed_agreement", "armed agreement", "acuerdo con grupos armados"},
      {"why.instrument-captures", "captures", "capturas"},
      {"why.instrument-treatment", "treatment", "tratamiento"},
      {"why.instrument-prevention", "prevention", "prevención"},
      {"why.instrument-retail_enforcement", "retail enforcement", "represión del menudeo"},
      {"why.instrument-legal_area", "legal area", "área legal"},
      {"why.instrument-corridor_closure", "corridor closure", "cierre de corredores"},
      {"why.quantity-index", "ha gained elsewhere by ha lost, ratio of means",
       "ha ganadas en otros lugares por ha perdida, cociente de medias"},
      {"why.quantity-gain", "ha gained elsewhere, mean", "ha ganadas en otros lugares, media"},
      {"why.quantity-loss", "ha lost in the target, mean", "ha perdidas en el objetivo, media"},
      {"why.quantity-value", "the outcome, mean", "el resultado, media"},
      {"why.unit-of-100", "ha of 100", "ha de 100"},
      {"why.unit-families", "families", "familias"},
      {"why.unit-persons", "persons", "personas"},
      {"why.unit-fighters", "fighters", "combatientes"},
      {"why.unit-crimes", "crimes", "delitos"},
      {"why.unit-count", "count", "número"},
      {"why.unit-month", "month", "mes"},
      {"why.unit-1/month", "1/month", "1/mes"},
      {"why.unit-1/year", "1/year", "1/año"},
      {"why.unit-1/USD 1e9/year", "1/USD 1e9/year", "1/USD 1e9/año"},
      {"why.unit-USD/case", "USD/case", "USD/caso"},
      {"why.unit-USD/count", "USD/count", "USD/unidad"},
      {"why.unit-USD/fighter/year", "USD/fighter/year", "USD/combatiente/año"},
      {"why.unit-USD/kg base", "USD/kg base", "USD/kg de base"},
      {"why.unit-USD/laboratory", "USD/laboratory", "USD/laboratorio"},
      {"why.unit-USD/year", "USD/year", "USD/año"},
      {"why.unit-crimes/kg", "crimes/kg", "delitos/kg"},
      {"why.unit-log/sqrt(year)", "log/sqrt(year)", "log/raíz(año)"},
      {"why.unit-persons/1,000 ha", "persons/1,000 ha", "personas/1000 ha"},
      {"why.unit-persons/t", "persons/t", "personas/t"},
      {"why.unit-less", "{unit} less", "{unit} menos"},
      {"why.unit-more", "{unit} more", "{unit} más"},

      {"why.all-places", "all places together", "todos los lugares juntos"},
      {"why.short-net", "the net change of coca", "el cambio neto de la coca"},
      {"why.short-elsewhere", "the gain of coca elsewhere", "la ganancia de coca en otros lugares"},
      {"why.short-gone", "what is gone of 100 ha removed",
       "lo que desaparece de 100 ha eliminadas"},
      {"why.short-index", "the balloon index", "el índice globo"},
      {"why.short-change", "the change of {outcome}", "el cambio de {outcome}"},
      {"why.long-net", "net change of the whole region's coca, ha, {after}",
       "cambio neto de la coca de toda la región, ha, {after}"},
      {"why.long-elsewhere", "coca gained outside the target, ha, {after}",
       "coca ganada fuera del objetivo, ha, {after}"},
      {"why.long-gone", "ha gone from the whole region of 100 ha removed in the target, {after}",
       "ha que desaparecen de toda la región por 100 ha eliminadas en el objetivo, {after}"},
      {"why.long-index", "balloon index: ha gained elsewhere by ha lost in the target, {after}",
       "índice globo: ha ganadas en otros lugares por ha perdida en el objetivo, {after}"},
      {"why.after", "after {months} months (from {start})", "tras {months} meses (desde {start})"},
      {"why.long-measure",
       "{outcome} ({meaning}), {unit}, {places}{statistic} of {from} to {to}, {how}",
       "{outcome} ({meaning}), {unit}, {places}{statistic} de {from} a {to}, {how}"},
      {"why.statistic-sum", "sum", "suma"},
      {"why.statistic-mean", "mean", "media"},
      {"why.statistic-last", "last", "último valor"},
      {"why.under-policy", "under the policy", "con la política"},
      {"why.policy-less-reference", "policy less reference", "política menos referencia"},

      {"why.not-shared", "The variance of {outcome} cannot be shared out: {reason}.",
       "No se puede repartir la varianza: {outcome} {reason}."},
      {"why.not-shared-constant", "it is the same in every run",
       "es igual en todas las simulaciones"},
      {"why.not-shared-few", "too few rows have a number", "tiene número en muy pocas filas"},
      {"why.variance-of", "Of the variance of {outcome}, ",
       "De la varianza de esta cifra ({outcome}), "},
      {"why.variance-first", "{share} hangs on {factor} ({alone} % by itself)",
       "el {share} depende de: {factor} (el {alone} % por sí solo)"},
      {"why.variance-next", "{share} on {factor} ({alone} % by itself)",
       "el {share} de: {factor} (el {alone} % por sí solo)"},
      {"why.variance-rest", "; {rest} % are interactions, which no factor has by itself.",
       "; el {rest} % son interacciones, que ningún factor tiene por sí solo."},
      {"why.variance-no-rest", "; interactions are not seen.", "; no se ven interacciones."},
      {"why.screen-none", "The screening finds no factor that moves {outcome}.",
       "El cribado no halla ningún factor que mueva {outcome}."},
      {"why.screen-first", "Of {count} factors the screening puts {factors} first.",
       "De {count} factores el cribado pone primero: {factors}."},
      {"why.channels-none", "No member ended in all combinations of channels.",
       "Ningún miembro terminó en todas las combinaciones de canales."},
      {"why.channels-index",
       "Of 100 ha that the target loses, {share} are gained elsewhere (ratio of means); by "
       "channel, of one ha, {parts}.",
       "De 100 ha que pierde el objetivo, {share} se ganan en otros lugares (cociente de medias); "
       "por canal, de una ha: {parts}."},
      {"why.channels-value",
       "With all channels {outcome} is {all} in the mean, with none {none}; by channel {parts}.",
       "Con todos los canales {outcome} es {all} en la media, sin ninguno {none}; por canal: "
       "{parts}."},
      {"why.levers-no-cost", "No lever in which the policies differ costs money.",
       "Ningún instrumento en que difieren las políticas cuesta dinero."},
      {"why.levers-best",
       "A million USD more does most for the better in {lever}: {effect} {unit} (ratio of means), "
       "the right way in {share} % of the members.",
       "Un millón de USD más hace más bien en: {lever}, {effect} {unit} (cociente de medias), en "
       "el sentido deseado en el {share} % de los miembros."},

      {"why.note-failed", "{method}: {share} % of the pairs of runs failed and are left out.",
       "{method}: el {share} % de los pares de simulaciones falló y se omite."},
      {"why.note-undefined", "{method}: in {share} % of the pairs the number is not defined.",
       "{method}: en el {share} % de los pares la cifra no está definida."},
      {"why.screening", "Screening", "Cribado"},
      {"why.shares", "Shares of variance", "Partes de la varianza"},
      {"why.note-index",
       "The balloon index is a ratio with heavy tails: a few rows with a small loss decide its "
       "variance, and rows without a clear loss are left out. Rather ask for --outcome elsewhere "
       "or "
       "gone; the channels use a ratio of means, which stands.",
       "El índice globo es un cociente de colas pesadas: unas pocas filas con pérdida pequeña "
       "deciden su varianza, y las filas sin pérdida clara se omiten. Mejor pida --outcome "
       "elsewhere o gone; los canales usan un cociente de medias, que se sostiene."},
      {"why.note-dropped",
       "Shares of variance rest on {used} of {points} base points: a point with one row without a "
       "number is left out, and those that are left are not a fair sample.",
       "Las partes de la varianza se basan en {used} de {points} puntos: un punto con una fila sin "
       "número se omite, y los que quedan no son una muestra fiel."},
      {"why.note-wide",
       "Some shares of variance have intervals wider than 30 points: give a larger --base.",
       "Algunas partes de la varianza tienen intervalos de más de 30 puntos: dé un --base mayor."},
      {"why.note-channels-failed",
       "Channels: {dropped} of {members} members failed in some combination (most often with "
       "prices held) and are left out of all.",
       "Canales: {dropped} de {members} miembros fallaron en alguna combinación (casi siempre con "
       "los precios fijos) y se omiten de todas."},
      {"why.note-from-1990",
       "A channel that is off is off from 1990 on, in policy and reference, so the history before "
       "the window differs between combinations: shares are of displacement in a world without the "
       "channel.",
       "Un canal apagado lo está desde 1990, en la política y la referencia, así que la historia "
       "previa a la ventana difiere entre combinaciones: las partes son del desplazamiento en un "
       "mundo sin el canal."},
      {"why.note-from-window",
       "A channel that is off is off from the January in which the policies part, in policy and "
       "reference, after the same history with all channels: shares are of displacement in the "
       "window. What a channel had built up before stays as it was.",
       "Un canal apagado lo está desde el enero en que las políticas se separan, en la política y "
       "la referencia, tras la misma historia con todos los canales: las partes son del "
       "desplazamiento en la ventana. Lo que un canal había creado antes queda como estaba."},
      {"why.note-none",
       "With all channels off {ha} ha are gained elsewhere in the mean: what the policy does "
       "outside the target by itself, with levers on a whole country or its laboratories{more}.",
       "Con todos los canales apagados se ganan {ha} ha en otros lugares en la media: lo que la "
       "política hace por sí misma fuera del objetivo, con instrumentos sobre todo un país o sus "
       "laboratorios{more}."},
      {"why.note-none-more", ", and where growers plant who were on the move already",
       ", y donde siembran cultivadores que ya se estaban moviendo"},
      {"why.note-posterior",
       "Factors are independent: each parameter has its marginal of the posterior, and what the "
       "posterior says of parameters together, and of parameters with history, is dropped. So the "
       "number scatters more here than in balloon run, and histories meet parameters that did not "
       "make them.",
       "Los factores son independientes: cada parámetro tiene su marginal de la posterior, y se "
       "deja de lado lo que la posterior dice de los parámetros en conjunto y con la historia. Por "
       "eso la cifra varía aquí más que en balloon run, y las historias se encuentran con "
       "parámetros que no las produjeron."},
      {"why.note-prior", "Factors are independent, as in the priors: members are not calibrated.",
       "Los factores son independientes, como en las previas: los miembros no están calibrados."},
      {"why.note-number",
       "The number itself: {members} in the ensemble's members (median, 90 %), {independent} over "
       "independent factors.",
       "La cifra misma: {members} en los miembros del conjunto (mediana, 90 %), {independent} con "
       "factores independientes."},
      {"why.note-levers",
       "Effects of levers are local: the differences of the policies times {scale}{added}. An "
       "amount cannot fall below zero and a level not exceed its limit. Money counts in the "
       "calendar years of the window, at the model's costs.",
       "Los efectos de los instrumentos son locales: las diferencias entre las políticas por "
       "{scale}{added}. Una cantidad no puede caer bajo cero ni un nivel pasar su límite. El "
       "dinero "
       "cuenta en los años de la ventana, a los costos del modelo."},
      {"why.note-levers-added", ", and {step} a year more in added levers",
       ", y {step} al año más en instrumentos añadidos"},
      {"why.note-draws", "Draws: {note}.", "Miembros: {note}."},
  };
}

std::vector<Word> words_of_tables() {
  return {
      {"why.title", "{policy} against {reference}: what the answer hangs on",
       "{policy} frente a {reference}: de qué depende la respuesta"},
      {"why.table-variance",
       "Shares of variance (95 %), {points} base points, {pairs} pairs of runs; over independent "
       "factors the number is {value}:",
       "Partes de la varianza (95 %), {points} puntos, {pairs} pares de simulaciones; con factores "
       "independientes la cifra es {value}:"},
      {"why.factor", "factor", "factor"},
      {"why.total", "in all (total)", "en total"},
      {"why.first", "by itself (first)", "por sí solo"},
      {"why.sum", "sum of first; the rest are interactions", "suma por sí solos; el resto, juntos"},
      {"why.table-screen",
       "Screening: change of the number ({unit}) as a factor goes from its 5 to its 95 % quantile, "
       "{trajectories} trajectories",
       "Cribado: cambio de la cifra ({unit}) cuando un factor va de su cuantil del 5 al del 95 %, "
       "{trajectories} trayectorias"},
      {"why.mu-star", "mean size, mu* [95 %]", "tamaño medio, mu* [95 %]"},
      {"why.mu", "mean, mu", "media, mu"},
      {"why.sigma", "sd, sigma", "d.e., sigma"},
      {"why.more-factors", "... and {count} factors of less", "... y {count} factores de menos"},
      {"why.table-channels", "By channel: {quantity}, {members} members (90 %)",
       "Por canal: {quantity}, {members} miembros (90 %)"},
      {"why.channel", "channel", "canal"},
      {"why.shapley", "share (Shapley)", "parte (Shapley)"},
      {"why.alone-on", "on alone", "encendido solo"},
      {"why.alone-off", "off alone", "apagado solo"},
      {"why.channels-off", "all channels off", "sin canales"},
      {"why.channels-on", "all channels on", "todos los canales"},
      {"why.no-lever", "The policies differ in no lever.",
       "Las políticas no difieren en ningún instrumento."},
      {"why.table-levers",
       "A little more of each lever ({members} members; the policy spends {money} more than the "
       "reference):",
       "Un poco más de cada instrumento ({members} miembros; la política gasta {money} más que la "
       "referencia):"},
      {"why.lever", "lever", "instrumento"},
      {"why.money", "money more", "dinero más"},
      {"why.by-million", "{unit} by million USD [90 %]", "{unit} por millón USD [90 %]"},
      {"why.usd-by", "USD by {unit}", "USD por {unit}"},
      {"why.helps", "helps", "ayuda"},
      {"why.no-cost", "no cost", "sin costo"},
      {"why.in-all", "{value} in all", "{value} en total"},
      {"why.worse", "makes it worse", "lo empeora"},
      {"why.not-told", "not told from none", "no se distingue de nada"},
      {"why.million", "{value} million", "{value} millones"},
      {"why.percent", "{value} %", "{value} %"},
      {"why.cheaper",
       "Share of members (%) in which a million does more for the better in the row's lever than "
       "in the column's",
       "Parte de los miembros (%) en que un millón hace más bien en el instrumento de la fila que "
       "en el de la columna"},
      {"why.ratio",
       "Cost of a unit for the better by the row's lever over the column's, median [90 %] of the "
       "members in which both help",
       "Costo de una unidad para bien con el instrumento de la fila sobre el de la columna, "
       "mediana "
       "[90 %] de los miembros en que ambos ayudan"},
      {"why.end", "{pairs} pairs of runs; {calibration} (docs/explain.md, docs/limits.md).",
       "{pairs} pares de simulaciones; {calibration} (docs/explain.md, docs/limits.md)."},
  };
}

const std::vector<Word>& dictionary() {
  static const std::vector<Word> words = [] {
    auto all = words_of_sentences();
    for (const auto& part : {words_of_tables(), words_of_page()})
      all.insert(all.end(), part.begin(), part.end());
    return sorted_words(std::move(all));
  }();
  return words;
}

}  // namespace balloon::explain_words
