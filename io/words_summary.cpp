// Words of the first screen, the ledger, the map, and of times and numbers.
#include "io/words.hpp"

namespace balloon {

std::vector<Word> words_of_summary() {
  return {
      {"number.none", "–", "–"},
      {"list.and", " and ", " y "},
      {"interval.range", "[{low}, {high}]", "[{low}; {high}]"},
      {"time.month-of-year", "{month} {year}", "{month} de {year}"},
      {"time.one-year", "1 year", "1 año"},
      {"time.years", "{count} years", "{count} años"},
      {"time.months", "{count} months", "{count} meses"},
      {"month.01", "January", "enero"},
      {"month.02", "February", "febrero"},
      {"month.03", "March", "marzo"},
      {"month.04", "April", "abril"},
      {"month.05", "May", "mayo"},
      {"month.06", "June", "junio"},
      {"month.07", "July", "julio"},
      {"month.08", "August", "agosto"},
      {"month.09", "September", "septiembre"},
      {"month.10", "October", "octubre"},
      {"month.11", "November", "noviembre"},
      {"month.12", "December", "diciembre"},

      {"report.title", "{policy}: where the coca went", "{policy}: adónde fue la coca"},
      {"report.eyebrow", "Balloon {version}: a simulation of the Andean coca and cocaine economy",
       "Balloon {version}: una simulación de la economía andina de la coca y la cocaína"},
      {"report.against", "Compared with: {reference}", "Comparado con: {reference}"},
      {"report.contents", "Contents", "Contenido"},
      {"report.not-recorded",
       "This run did not record what this section needs, or is too short for it.",
       "Esta simulación no registró lo que necesita esta sección, o es demasiado corta."},

      {"target.none", "no zone", "ninguna zona"},
      {"target.zones", "{count} zones of {country}", "{count} zonas de {country}"},

      {"summary.removed-more",
       "From {start} the policy removed {gross} ha {range} more coca in {target} over {span} than "
       "the "
       "reference, counted gross, before any regrowth.",
       "Desde {start} la política eliminó en {span} {gross} ha {range} de coca más que la "
       "referencia en "
       "{target}, en cifras brutas, antes de todo rebrote."},
      {"summary.removed-less",
       "From {start} the policy removed {gross} ha {range} less coca in {target} over {span} than "
       "the "
       "reference, counted gross, before any regrowth.",
       "Desde {start} la política eliminó en {span} {gross} ha {range} de coca menos que la "
       "referencia en "
       "{target}, en cifras brutas, antes de todo rebrote."},
      {"summary.removed-same",
       "From {start} policy and reference do not clearly differ in the coca that is removed in "
       "{target}: "
       "{gross} ha {range} more under the policy over {span}, counted gross.",
       "Desde {start} la política y la referencia no difieren con claridad en la coca que se "
       "elimina en "
       "{target}: {gross} ha {range} más con la política en {span}, en cifras brutas."},
      {"summary.no-target",
       "The policy, from {start}, has no target zone: it does not act on the crop. What follows is "
       "its "
       "effect over {span}.",
       "La política, desde {start}, no tiene zona objetivo: no actúa sobre el cultivo. Lo que "
       "sigue es su "
       "efecto en {span}."},
      {"summary.response",
       "Against the reference, the coca standing in {target} changed by {inside}. Everywhere else "
       "it "
       "changed by {outside}.",
       "Frente a la referencia, la coca en pie en {target} cambió en {inside}. En el resto de los "
       "lugares "
       "cambió en {outside}."},
      {"summary.response-anywhere",
       "Against the reference, the coca standing anywhere changed by {outside}.",
       "Frente a la referencia, la coca en pie en todos los lugares cambió en {outside}."},
      {"summary.after", "{change} ha after {span}", "{change} ha tras {span}"},
      {"summary.range",
       "Across {count} model structures the net change of all coca after {span} runs from {low} to "
       "{high} ha; all "
       "members together: median {net} ha, 90\u00a0% interval {interval}.",
       "Entre {count} estructuras del modelo, el cambio neto de toda la coca tras {span} va de "
       "{low} a {high} ha; todos los "
       "miembros juntos: mediana {net} ha, intervalo del 90\u00a0% {interval}."},
      {"summary.one-structure",
       "In the only model structure that was run the median net change of all coca after {span} is "
       "{low} ha; all "
       "members together: median {net} ha, 90\u00a0% interval {interval}.",
       "En la única estructura del modelo simulada, la mediana del cambio neto de toda la coca "
       "tras "
       "{span} es {low} ha; "
       "todos los miembros juntos: mediana {net} ha, intervalo del 90\u00a0% {interval}."},
      {"summary.index",
       "Balloon index after {span}: {index} (gain elsewhere for each hectare of net loss in the "
       "target; 0 no "
       "displacement, 1 full).",
       "Índice globo tras {span}: {index} (ganancia en otros lugares por hectárea de pérdida neta "
       "en el "
       "objetivo; 0 sin desplazamiento, 1 total)."},
      {"summary.index-range",
       "Balloon index after {span}: {low} to {high} between structures; all members {index} (gain "
       "elsewhere for each hectare of net loss in the target; 0 no displacement, 1 full).",
       "Índice globo tras {span}: de {low} a {high} entre estructuras; todos los miembros {index} "
       "(ganancia en otros lugares por hectárea de pérdida neta en el objetivo; 0 sin "
       "desplazamiento, 1 total)."},
      {"summary.index-not-defined",
       "Balloon index after {span}: not defined, because the target loses more than 5\u00a0% of "
       "its coca in fewer "
       "than 95\u00a0% of the members.",
       "Índice globo tras {span}: no definido, porque el objetivo pierde más del 5\u00a0% de su "
       "coca en menos del "
       "95\u00a0% de los miembros."},
      {"summary.cost", "Extra cost over {span}: {cost} million USD of 2010.",
       "Costo adicional en {span}: {cost} millones de USD de 2010."},
      {"summary.per-hectare",
       "For each hectare of net fall: {cost} USD, over the {fall} of {members} members in which "
       "the coca of "
       "the whole region falls; in the others no such cost exists.",
       "Por hectárea de caída neta: {cost} USD, en los {fall} de {members} miembros en los que cae "
       "la coca de "
       "toda la región; en los demás no existe tal costo."},
      {"summary.per-hectare-all",
       "For each hectare of net fall: {cost} USD; the coca of the whole region falls in all "
       "{members} members.",
       "Por hectárea de caída neta: {cost} USD; la coca de toda la región cae en los {members} "
       "miembros."},
      {"summary.no-cost",
       "The run ends before the money of its last year is booked: no cost is shown.",
       "La simulación termina antes de que se registre el dinero de su último año: no se muestra "
       "el costo."},
      {"summary.no-fall",
       "The coca of the whole region falls in no member, so no cost for each net hectare exists.",
       "La coca de toda la región no cae en ningún miembro: no existe un costo por hectárea neta."},
      {"summary.warning",
       "Not yet calibrated: first guesses. {members} members (runs with other parameter values), "
       "{failed} "
       "failed. Brackets are 90\u00a0% intervals.",
       "Aún sin calibrar: primeras estimaciones. {members} miembros (simulaciones con otros "
       "valores de los "
       "parámetros), {failed} fallidos. Los corchetes son intervalos del 90\u00a0%."},
      {"summary.calibrated",
       "Calibrated to what was observed up to {origin}. {members} members (draws of the "
       "posterior), {failed} failed. Brackets are 90\u00a0% intervals.",
       "Calibrado con lo observado hasta {origin}. {members} miembros (extracciones de la "
       "posterior), {failed} fallidos. Los corchetes son intervalos del 90\u00a0%."},
      {"summary.where-shares", "Where every 100 ha removed had gone after {span}",
       "Adónde fueron cada 100 ha eliminadas tras {span}"},
      {"summary.where-hectares", "Where coca changed after {span}",
       "Dónde cambió la coca tras {span}"},
      {"summary.bar-title", "Where every 100 hectares went, means of the members",
       "Adónde fueron cada 100 hectáreas, medias de los miembros"},
      {"summary.shares-note",
       "The bar shows means, which add up to 100; the table shows medians, which need not.",
       "La barra muestra medias, que suman 100; la tabla muestra medianas, que no tienen por qué "
       "sumarlo."},
      {"summary.no-shares-note",
       "Shares of 100 ha removed are not shown: gross removal is not clearly above that of the "
       "reference.",
       "No se muestran partes de 100 ha eliminadas: la eliminación bruta no supera con claridad la "
       "de la "
       "referencia."},
      {"summary.no-ledger",
       "The run ends before the first horizon of the ledger, or no pair of members is usable: "
       "there is no "
       "result to show.",
       "La simulación termina antes del primer horizonte del balance, o ningún par de miembros es "
       "utilizable: no "
       "hay resultado que mostrar."},

      {"ledger.heading", "Displacement ledger", "Balance del desplazamiento"},
      {"ledger.intro",
       "Every figure is the policy minus the reference ({reference}), member by member, with the "
       "same "
       "parameters and the same random numbers. The target is {target}. Loss and gain come first; "
       "their "
       "ratio comes last.",
       "Cada cifra es la política menos la referencia ({reference}), miembro por miembro, con los "
       "mismos "
       "parámetros y los mismos números aleatorios. El objetivo es {target}. Primero van la "
       "pérdida y la "
       "ganancia; su cociente, al final."},
      {"ledger.zones", "Zones of the target: {zones}.", "Zonas del objetivo: {zones}."},
      {"ledger.others", "Other countries", "Otros países"},
      {"ledger.note",
       "Medians with 90\u00a0% intervals. Gross removal is what eradication takes, before "
       "replanting. “Came back "
       "in place” is gross removal less the target’s net loss: regrowth, replanting, and losses "
       "that would "
       "have happened anyway. A negative share means less coca there than in the reference. Shares "
       "are shown "
       "where gross removal is clearly above the reference’s; the index where the target loses "
       "more than 5\u00a0% of "
       "its coca in at least 95\u00a0% of the members.",
       "Medianas con intervalos del 90\u00a0%. La eliminación bruta es lo que quita la "
       "erradicación, antes de la "
       "resiembra. «Volvió allí mismo» es la eliminación bruta menos la pérdida neta del objetivo: "
       "rebrote, resiembra y pérdidas que habrían ocurrido de todos modos. Una parte negativa "
       "significa menos "
       "coca allí que en la referencia. Las partes se muestran donde la eliminación bruta supera "
       "con claridad la "
       "de la referencia; el índice, donde el objetivo pierde más del 5\u00a0% de su coca en al "
       "menos el 95\u00a0% de los "
       "miembros."},
      {"ledger.where", "Where", "Dónde"},
      {"ledger.in-place", "Came back in place", "Volvió allí mismo"},
      {"ledger.in-target", "In the target", "En el objetivo"},
      {"ledger.together", "Net change", "Cambio neto"},
      {"ledger.elsewhere", "Elsewhere in {country}", "Otras zonas de {country}"},
      {"ledger.gone", "Gone", "Desapareció"},
      {"ledger.per-100", "per 100 ha", "por 100 ha"},
      {"ledger.per-100-removed", "ha per 100 ha removed", "ha por 100 ha eliminadas"},
      {"ledger.hectares", "ha", "ha"},
      {"ledger.unchanged", "No change: {places}", "Sin cambio: {places}"},
      {"ledger.after", "after {span}", "tras {span}"},
      {"ledger.group-hectares", "Hectares", "Hectáreas"},
      {"ledger.gross", "Gross removal in the target", "Eliminación bruta en el objetivo"},
      {"ledger.loss", "Loss in the target (net)", "Pérdida en el objetivo (neta)"},
      {"ledger.gain", "Gain elsewhere", "Ganancia en otros lugares"},
      {"ledger.net", "Net change of the region", "Cambio neto de la región"},
      {"ledger.group-places", "Gain elsewhere by place, ha",
       "Ganancia en otros lugares por lugar, ha"},
      {"ledger.group-shares", "For every 100 ha of gross removal",
       "Por cada 100 ha de eliminación bruta"},
      {"ledger.group-cumulative", "Added up from the start, whole region",
       "Acumulado desde el inicio, toda la región"},
      {"ledger.hectare-years", "Coca, ha-years", "Coca, ha-año"},
      {"ledger.cocaine", "Potential cocaine, t pure", "Cocaína potencial, t pura"},
      {"ledger.cocaine-home", "of it from the target’s country", "de ella, del país del objetivo"},
      {"ledger.group-index", "Ratio", "Cociente"},
      {"ledger.index", "Balloon index: gain / loss", "Índice globo: ganancia / pérdida"},
      {"ledger.index-not-defined", "not defined", "no definido"},
      {"ledger.chart-title", "{arm}: where the coca went after {span}",
       "{arm}: adónde fue la coca tras {span}"},
      {"ledger.arms-heading", "Other readings of the strategy", "Otras lecturas de la estrategia"},
      {"ledger.arms-intro",
       "The same reference, target and random numbers; the state after {span}.",
       "La misma referencia, el mismo objetivo y los mismos números aleatorios; el estado tras "
       "{span}."},
      {"ledger.arms-caption", "All readings after {span}", "Todas las lecturas tras {span}"},
      {"ledger.all-horizons", "All horizons: {arm}", "Todos los horizontes: {arm}"},

      {"map.heading", "Map of the balloons", "Mapa de los globos"},
      {"map.intro",
       "A circle’s area is the coca of a zone in {month} under the policy (median); the dashed "
       "ghost is the "
       "reference. Zones that were empty at the start are shown too.",
       "El área de un círculo es la coca de una zona en {month} con la política (mediana); el "
       "contorno "
       "discontinuo es la referencia. También se muestran las zonas vacías al inicio."},
      {"map.title", "Coca by zone, policy and reference", "Coca por zona, política y referencia"},
      {"map.description",
       "Map of the Andean countries and Central America with a circle for each coca zone in "
       "{month}; the "
       "table below holds the same figures.",
       "Mapa de los países andinos y Centroamérica con un círculo por zona de coca en {month}; la "
       "tabla de "
       "abajo contiene las mismas cifras."},
      {"map.size", "Coca of a zone", "Coca de una zona"},
      {"map.ha", "{ha} ha", "{ha} ha"},
      {"map.ghost", "reference", "referencia"},
      {"map.colour", "Change", "Cambio"},
      {"map.fall2", "falls by over 25\u00a0%", "cae más del 25\u00a0%"},
      {"map.fall1", "falls by 5 to 25\u00a0%", "cae del 5 al 25\u00a0%"},
      {"map.none", "within 5\u00a0%", "menos del 5\u00a0%"},
      {"map.rise1", "rises by 5 to 25\u00a0%", "sube del 5 al 25\u00a0%"},
      {"map.rise2", "rises by over 25\u00a0%", "sube más del 25\u00a0%"},
      {"map.empty", "no coca", "sin coca"},
      {"map.largest", "Largest changes", "Mayores cambios"},
      {"map.zone", "Zone", "Zona"},
      {"map.change", "Change", "Cambio"},
      {"map.percent", "{change}\u00a0%", "{change}\u00a0%"},
      {"map.tooltip", "{zone}: {policy} ha, reference {reference} ha",
       "{zone}: {policy} ha, referencia {reference} ha"},
  };
}

}  // namespace balloon
