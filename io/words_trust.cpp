// Words on structures, trust and provenance.
#include "io/words.hpp"

namespace balloon {

std::vector<Word> words_of_trust() {
  return {
      {"structures.heading", "Which assumptions decide the answer",
       "Qué supuestos deciden la respuesta"},
      {"structures.intro",
       "The data do not choose between six structures: whether base crosses borders before it "
       "becomes cocaine "
       "(flat or nested sourcing), and whether a dearer import raises the street price by the same "
       "sum, in "
       "proportion, or between the two (pass-through). Their medians after {span} run from {low} "
       "to {high} ha.",
       "Los datos no eligen entre seis estructuras: si la base cruza fronteras antes de volverse "
       "cocaína "
       "(abastecimiento plano o anidado) y si una importación más cara eleva el precio callejero "
       "en la misma "
       "suma, en proporción o entre ambas (traslado). Sus medianas tras {span} van de {low} a "
       "{high} ha."},
      {"structures.net-title", "Net change of the region by structure",
       "Cambio neto de la región por estructura"},
      {"structures.net-axis", "ha; thick 50\u00a0%, thin 90\u00a0% interval",
       "ha; grueso 50\u00a0%, fino intervalo del 90\u00a0%"},
      {"structures.pooled-title", "Net change of the region, one assumption at a time",
       "Cambio neto de la región, un supuesto a la vez"},
      {"structures.gone-title", "Gone for every 100 ha removed, by structure",
       "Desaparecido por cada 100 ha eliminadas, por estructura"},
      {"structures.caption", "By structure, median [50\u00a0%]",
       "Por estructura, mediana [50\u00a0%]"},
      {"structures.structure", "Assumption", "Supuesto"},
      {"structures.members", "Members", "Miembros"},
      {"structures.net", "Net change, ha", "Cambio neto, ha"},
      {"structures.gone", "Gone per 100 ha", "Desaparecido por 100 ha"},
      {"structures.all", "All members", "Todos los miembros"},
      {"structures.one-heading", "One assumption at a time", "Un supuesto a la vez"},
      {"structures.one-intro",
       "Members pooled by one assumption, whatever the other. Where two lines of a table hardly "
       "differ, that "
       "assumption does not matter here.",
       "Miembros agrupados por un supuesto, sea cual sea el otro. Donde dos líneas apenas "
       "difieren, ese "
       "supuesto no importa aquí."},
      {"structures.one-caption", "Pooled members, median [50\u00a0%]",
       "Miembros agrupados, mediana [50\u00a0%]"},
      {"structures.multiplicative", "Multiplicative pass-through", "Traslado multiplicativo"},
      {"structures.mixed", "Mixed pass-through", "Traslado mixto"},
      {"structures.additive", "Additive pass-through", "Traslado aditivo"},
      {"structures.flat", "Flat sourcing", "Abastecimiento plano"},
      {"structures.nested", "Nested sourcing", "Abastecimiento anidado"},
      {"structures.fixed",
       "This scenario fixes one of these assumptions; structures that differ only in it are the "
       "same.",
       "Este escenario fija uno de estos supuestos; las estructuras que solo difieren en él son "
       "iguales."},
      {"structure.0", "Flat, multiplicative", "Plano, multiplicativo"},
      {"structure.1", "Nested, multiplicative", "Anidado, multiplicativo"},
      {"structure.2", "Flat, mixed", "Plano, mixto"},
      {"structure.3", "Nested, mixed", "Anidado, mixto"},
      {"structure.4", "Flat, additive", "Plano, aditivo"},
      {"structure.5", "Nested, additive", "Anidado, aditivo"},

      {"trust.heading", "How far to trust this", "Hasta dónde fiarse"},
      {"trust.not-calibrated", "Not yet calibrated: first guesses.",
       "Aún sin calibrar: primeras estimaciones."},
      {"trust.calibrated", "Calibrated to what was observed up to {origin}.",
       "Calibrado con lo observado hasta {origin}."},
      {"trust.fitted-1",
       "Parameters, the state of 1990 and the yearly shocks of supply and demand up to {origin} "
       "were "
       "fitted to the areas, yields, prices, seizures and other figures published for the years up "
       "to {origin}, each with its error and an allowance for what the model lacks. Years after "
       "{origin} have shocks drawn at random.",
       "Los parámetros, el estado de 1990 y los choques anuales de oferta y demanda hasta {origin} "
       "se ajustaron a las áreas, rendimientos, precios, incautaciones y otras cifras publicadas "
       "de "
       "los años hasta {origin}, cada una con su error y un margen para lo que le falta al modelo. "
       "Los años posteriores a {origin} llevan choques extraídos al azar."},
      {"trust.fitted-2",
       "The posterior is an approximation by ensembles of {draws} draws (ensemble smoothing with "
       "multiple data assimilation): its middle and spread are better known than its tails, and "
       "shapes far from normal are lost.",
       "La posterior es una aproximación por conjuntos con {draws} extracciones (suavizado por "
       "conjuntos con asimilación múltiple): su centro y su dispersión se conocen mejor que sus "
       "colas, y se pierden formas lejanas de la normal."},
      {"trust.fitted-3",
       "The weight of a structure is never less than about 8\u00a0%, so that what the data can "
       "hardly "
       "tell apart stays in view. Agreement with years up to {origin} shows the fit, not the power "
       "to forecast.",
       "El peso de una estructura nunca baja de cerca del 8\u00a0%, para que siga a la vista lo "
       "que "
       "los datos apenas distinguen. La concordancia con los años hasta {origin} muestra el "
       "ajuste, "
       "no la capacidad de pronóstico."},
      {"trust.two-states",
       "The state up to {origin} is fitted closely to those figures. Forecasts start from a less "
       "close fit of the same parameters, which forecasts better, and the scores below are theirs: "
       "for levels after {origin} take the command balloon forecast, or members drawn from "
       "\u201cforecast\u201d instead of \u201cposterior\u201d, and from this report the "
       "differences between scenarios.",
       "El estado hasta {origin} se ajusta de cerca a esas cifras. Los pronósticos parten de un "
       "ajuste menos estrecho de los mismos parámetros, que pronostica mejor, y las puntuaciones "
       "de abajo son suyas: para niveles posteriores a {origin} use la orden balloon forecast, o "
       "miembros tomados de \u00abforecast\u00bb en vez de \u00abposterior\u00bb, y de este "
       "informe las diferencias entre escenarios."},
      {"trust.weights-caption", "Weights of the structures", "Pesos de las estructuras"},
      {"trust.weight", "Weight, %", "Peso, %"},
      {"trust.draws", "Members drawn from", "Origen de los miembros"},
      {"trust.draws-prior", "priors (first guesses)",
       "distribuciones previas (primeras estimaciones)"},
      {"trust.draws-posterior", "posterior {hash}, observations up to {origin}",
       "posterior {hash}, observaciones hasta {origin}"},
      {"trust.other-data",
       "These results were made with other data, parameters or places than the posterior was "
       "fitted to.",
       "Estos resultados se hicieron con otros datos, parámetros o lugares que aquellos a los que "
       "se ajustó la posterior."},
      {"trust.check-heading", "How its forecasts came out", "Cómo resultaron sus pronósticos"},
      {"trust.check-intro",
       "Forecasts were made from the data known at the end of each past year and compared with "
       "what "
       "followed. Skill is the share by which the score is better than that of a random walk from "
       "the "
       "last figure: 0 is no better, below 0 worse. Brackets are intervals.",
       "Se hicieron pronósticos con los datos conocidos al final de cada año pasado y se "
       "compararon "
       "con lo que siguió. La destreza es la parte en que la puntuación mejora a la de un paseo "
       "aleatorio desde la última cifra: 0 no es mejor, por debajo de 0 es peor. Los corchetes son "
       "intervalos."},
      {"trust.check-caption", "Forecasts against what was observed",
       "Pronósticos frente a lo observado"},
      {"trust.figure", "{value} [{low}, {high}]", "{value} [{low}, {high}]"},
      {"trust.skill", "Skill against the random walk", "Destreza frente al paseo aleatorio"},
      {"trust.skill-late", "The same, years after 2008", "Lo mismo, años posteriores a 2008"},
      {"trust.coverage80", "Observed inside the 80\u00a0% interval, %",
       "Observado dentro del intervalo del 80\u00a0%, %"},
      {"trust.coverage50", "Observed inside the 50\u00a0% interval, %",
       "Observado dentro del intervalo del 50\u00a0%, %"},
      {"trust.pool", "Weight of the model in the best mixture with the random walk, %",
       "Peso del modelo en la mejor mezcla con el paseo aleatorio, %"},
      {"trust.worst-heading", "The worst failures", "Los peores fallos"},
      {"trust.other-failures", "{count} further failures", "Otros {count} fallos"},
      {"trust.failures-here", "What the validation found wrong here",
       "Lo que la validación halló mal aquí"},
      {"trust.reason-1",
       "Parameters are drawn from ranges taken from the literature or from judgement; they have "
       "not been "
       "fitted to 1990–2023, and part of the ranges was set after seeing the data.",
       "Los parámetros se extraen de rangos tomados de la literatura o del juicio; no se han "
       "ajustado a "
       "1990–2023, y parte de los rangos se fijó después de ver los datos."},
      {"trust.reason-2",
       "Intervals hold the uncertainty of parameters, noise and six structures. They do not hold "
       "what the "
       "model leaves out.",
       "Los intervalos recogen la incertidumbre de los parámetros, el ruido y seis estructuras. No "
       "recogen lo "
       "que el modelo deja fuera."},
      {"trust.reason-3",
       "Coca areas alone do not tell how much is displaced: several structures fit them equally "
       "well and "
       "disagree. Read the range between structures before any single number.",
       "Las áreas de coca por sí solas no dicen cuánto se desplaza: varias estructuras las ajustan "
       "igual de "
       "bien y discrepan. Lea el rango entre estructuras antes que cualquier cifra."},
      {"trust.disagree-heading", "Why studies disagree", "Por qué discrepan los estudios"},
      {"trust.disagree-1",
       "Studies of a treated place and its neighbours see perceived risk and departed buyers, and "
       "find less coca next door as well (Dávalos and Morales 2019: −9 % where coca was "
       "sprayed, −7 % among neighbours). Effects of the whole market, prices above all, fall "
       "out with the years they hold constant.",
       "Los estudios de un lugar tratado y sus vecinos ven el riesgo percibido y los compradores "
       "que se van, y hallan menos coca también al lado (Dávalos y Morales 2019: −9 % donde "
       "se asperjó, −7 % entre los vecinos). Los efectos de todo el mercado, sobre todo los "
       "precios, desaparecen con los años que mantienen constantes."},
      {"trust.disagree-2",
       "Studies of whole countries over decades see the price, and find coca elsewhere. With the "
       "same parameters the price channel alone gives an index of 0.05 to 0.8 where supply has had "
       "a year to answer, and of 0.36 to 0.98 where it has had decades.",
       "Los estudios de países enteros durante décadas ven el precio y hallan coca en otra parte. "
       "Con los mismos parámetros, el canal del precio por sí solo da un índice de 0,05 a 0,8 si "
       "la oferta ha tenido un año para responder, y de 0,36 a 0,98 si ha tenido décadas."},
      {"trust.disagree-3",
       "Window, place and the pass-through of prices decide the answer more than the data do: "
       "compare a study with the horizon and the structure above that match its design.",
       "La ventana, el lugar y la transmisión de precios deciden la respuesta más que los datos: "
       "compare un estudio con el horizonte y la estructura de arriba que corresponden a su "
       "diseño."},
      {"trust.error",
       "With {members} pairs of members the mean net change after {span} is {mean} ha, with a "
       "Monte Carlo "
       "standard error of {error} ha: more members would move the mean by about that. Failed and "
       "left out: {failed}.",
       "Con {members} pares de miembros, el cambio neto medio tras {span} es {mean} ha, con un "
       "error estándar "
       "de Monte Carlo de {error} ha: más miembros moverían la media más o menos eso. Fallidos y "
       "excluidos: {failed}."},
      {"trust.misses-heading", "What the model misses", "Lo que el modelo no acierta"},
      {"trust.misses-intro",
       "The policy run’s median against the UNODC and national figure, thousand ha at the end of "
       "the year, and "
       "the logarithm of their ratio (+0.10 is about 10\u00a0% too much). After the window’s start "
       "the comparison "
       "holds only where the policy is what was done.",
       "La mediana de la simulación de la política frente a la cifra de UNODC y nacional, miles de "
       "ha al final "
       "del año, y el logaritmo de su cociente (+0,10 es un 10\u00a0% de más, aproximadamente). "
       "Tras el inicio de la "
       "ventana, la comparación solo vale si la política es lo que se hizo."},
      {"trust.misses-caption", "Model, observed, log ratio",
       "Modelo, observado, logaritmo del cociente"},
      {"trust.miss", "{model} / {observed}: {ratio}", "{model} / {observed}: {ratio}"},
      {"trust.rms", "Root mean square log error, all years",
       "Error logarítmico cuadrático medio, todos los años"},
      {"trust.coverage", "Observed inside the 90\u00a0% interval",
       "Observado dentro del intervalo del 90\u00a0%"},
      {"trust.not-for-heading", "What this must not be used for", "Para qué no debe usarse"},
      {"trust.not-for-1",
       "To move, hide or find a shipment, field, laboratory or person. Places are zones and "
       "corridors between "
       "regions, and nothing finer is in the model.",
       "Para mover, ocultar o encontrar un envío, un campo, un laboratorio o una persona. Los "
       "lugares son zonas y "
       "corredores entre regiones; el modelo no contiene nada más fino."},
      {"trust.not-for-2",
       "As a forecast of what governments will do: dates after the last observed year hold a "
       "policy constant.",
       "Como pronóstico de lo que harán los gobiernos: después del último año observado se "
       "mantiene constante "
       "una política."},
      {"trust.not-for-3",
       "As a single number quoted without its interval and the range between structures.",
       "Como una sola cifra citada sin su intervalo ni el rango entre estructuras."},
      {"trust.not-for-4",
       "To judge growers, communities or nationalities: the model counts aggregates and knows no "
       "persons.",
       "Para juzgar a cultivadores, comunidades o nacionalidades: el modelo cuenta agregados y no "
       "conoce "
       "personas."},
      {"trust.repeat-heading", "How to repeat it", "Cómo repetirlo"},
      {"trust.repeat-intro",
       "The same version, data, scenario, members and seed give the same hashes on any machine.",
       "La misma versión, datos, escenario, miembros y semilla dan los mismos códigos en cualquier "
       "máquina."},
      {"trust.provenance-caption", "Provenance", "Procedencia"},
      {"trust.what", "What", "Qué"},
      {"trust.value", "Value", "Valor"},
      {"trust.version", "Version (commit)", "Versión (commit)"},
      {"trust.data-hash", "Data, SHA-256", "Datos, SHA-256"},
      {"trust.seed", "Seed", "Semilla"},
      {"trust.members", "Members", "Miembros"},
      {"trust.members-text", "{members}; usable pairs {usable}, failed {failed}",
       "{members}; pares utilizables {usable}, fallidos {failed}"},
      {"trust.plan", "Structures, members of each", "Estructuras, miembros de cada una"},
      {"trust.plan-text", "{structure}: {count}", "{structure}: {count}"},
      {"trust.months", "Months recorded", "Meses registrados"},
      {"trust.kernel", "Kernel (architecture x lanes)", "Núcleo (arquitectura x carriles)"},
      {"trust.reference-run", "Reference {id}", "Referencia {id}"},
      {"trust.arm-run", "Policy {id}", "Política {id}"},
      {"trust.hashes", "scenario {scenario}, outcomes {outcome}",
       "escenario {scenario}, resultados {outcome}"},
  };
}

}  // namespace balloon
