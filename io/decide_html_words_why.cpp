// Words of the page of `balloon decide`: regret, attitudes, agencies, reasons, search and trust.
#include "io/decide_html_parts.hpp"

namespace balloon::decide_page {

std::vector<Word> words_of_reasons() {
  return {
      {"regret.heading", "Regret", "Arrepentimiento"},
      {"regret.intro",
       "What a strategy gives up, member by member, against the best of those shown for that very "
       "member: the figure that nine of ten members do not exceed. The darker, the more of the "
       "objective’s largest regret.",
       "Lo que una estrategia cede, miembro por miembro, frente a la mejor de las mostradas para "
       "ese mismo miembro: la cifra que nueve de cada diez miembros no superan. Cuanto más oscuro, "
       "mayor parte del mayor arrepentimiento del objetivo."},
      {"regret.caption", "90\u00a0% quantile of regret", "Cuantil 90\u00a0% del arrepentimiento"},
      {"regret.all-caption", "The same of all other strategies shown",
       "Lo mismo de las demás estrategias mostradas"},
      {"regret.all", "All other strategies", "Las demás estrategias"},

      {"attitudes.heading", "Attitudes to uncertainty", "Actitudes ante la incertidumbre"},
      {"attitudes.intro",
       "Which strategy one would take who looked at one objective alone, by what is made of the "
       "members’ differences. What is enough stands beside the share.",
       "Qué estrategia tomaría quien mirara un solo objetivo, según cómo se resuman las "
       "diferencias de los miembros. Lo que es suficiente está junto a la proporción."},
      {"attitudes.caption", "Strategy taken, with its figure by that attitude",
       "Estrategia que se tomaría, con su cifra según esa actitud"},
      {"attitudes.same",
       "<b>The attitude does not change the answer</b>: in every objective all four would take the "
       "same strategy.",
       "<b>La actitud no cambia la respuesta</b>: en cada objetivo, las cuatro tomarían la misma "
       "estrategia."},
      {"attitudes.change",
       "<b>The attitude changes the answer</b> in {objectives}: there the four would not take the "
       "same strategy.",
       "<b>La actitud cambia la respuesta</b> en {objectives}: ahí las cuatro no tomarían la misma "
       "estrategia."},
      {"attitudes.but", "It does not in {objectives}.", "No la cambia en {objectives}."},
      {"attitudes.none", "Attitudes were not compared.", "No se compararon actitudes."},
      {"attitude.enough", "share of members that reach enough",
       "proporción de miembros que alcanzan lo suficiente"},
      {"attitudes.no-worse", "{share}, no worse", "{share}, no peor"},
      {"attitudes.at-most", "{share}, at most {threshold}", "{share}, {threshold} como máximo"},
      {"attitudes.at-least", "{share}, at least {threshold}", "{share}, {threshold} como mínimo"},
      {"attitudes.own", "judged by in this problem", "la de este problema"},

      {"agencies.heading", "How agencies spread the money", "Cómo reparten las agencias el dinero"},
      {"agencies.intro",
       "Money for a whole country or for all corridors reaches places by an agency’s rule. The "
       "same strategies under other rules; medians of the difference to the historical split under "
       "the scenario’s own rule.",
       "El dinero para todo un país o todos los corredores llega a los lugares según la regla de "
       "una agencia. Las mismas estrategias con otras reglas; medianas de la diferencia con el "
       "reparto histórico según la regla propia del escenario."},
      {"agencies.none", "This problem asks for no other rules.",
       "Este problema no pide otras reglas."},
      {"agencies.own", "own rule", "regla propia"},
      {"rolling.heading", "Planning again every year", "Planear de nuevo cada año"},
      {"rolling.intro",
       "An agency that every January looks at the surveys so far, weighs what it holds possible by "
       "how well that foretold them, and takes up the strategy whose weakest objective then looks "
       "least weak; against keeping to the compromise, in the same {all} members.",
       "Una agencia que cada enero mira los monitoreos hasta la fecha, pesa lo que cree posible "
       "según lo bien que los predijo y adopta la estrategia cuyo objetivo más flojo parece "
       "entonces menos flojo; frente a mantener la de compromiso, en los mismos {all} miembros."},
      {"rolling.plan", "{strategy} in {count} of {all}", "{strategy} en {count} de {all}"},
      {"rolling.plans",
       "In {first} it most often takes up {begins}, in {last} {ends}. It changes its plan "
       "{changes} times in the mean, and never in {steady} of {all}.",
       "En {first} adopta sobre todo {begins}; en {last}, {ends}. Cambia de plan {changes} veces "
       "en promedio, y nunca en {steady} de {all}."},
      {"rolling.caption", "Difference to the historical split, median [90\u00a0%]",
       "Diferencia con el reparto histórico, mediana [90\u00a0%]"},
      {"rolling.again", "Plans again", "Planea de nuevo"},
      {"rolling.keeps", "Keeps to {strategy}", "Mantiene {strategy}"},
      {"agency.replay", "as given", "según lo dado"},
      {"agency.proportional", "proportional to the last survey",
       "proporcional al último monitoreo"},
      {"agency.adaptive", "adaptive", "adaptativa"},
      {"agency.randomised", "randomised", "al azar"},
      {"agency.optimising", "optimising", "optimizadora"},

      {"failures.heading", "What would change the answer", "Qué cambiaría la respuesta"},
      {"failures.intro",
       "Where in the space of parameters and structures a strategy is <b>not better</b> than the "
       "historical split. Boxes are found by PRIM, every draw counting once. A quasi-p says how "
       "likely as many failures would be without that limit; as many cuts were tried, it is no "
       "true p.",
       "En qué parte del espacio de parámetros y estructuras una estrategia <b>no es mejor</b> que "
       "el reparto histórico. Las cajas se hallan con PRIM y cada extracción cuenta una vez. Una "
       "cuasi-p dice cuán probables serían tantos fallos sin ese límite; como se probaron muchos "
       "cortes, no es una p verdadera."},
      {"failures.none", "Failures were not looked into.", "No se examinaron los fallos."},
      {"failures.base", "<b>{objective}</b>: not better in {base} of {cases} draws ({failures}).",
       "<b>{objective}</b>: no es mejor en el {base} de {cases} extracciones ({failures})."},
      {"failures.box",
       "It is not better in {objective} where {conditions}: <b>{density}</b> of such cases fail, "
       "which is {coverage} of all failures; base rate {base}.",
       "No es mejor en {objective} donde {conditions}: falla el <b>{density}</b> de esos casos, "
       "que son el {coverage} de todos los fallos; tasa de base, {base}."},
      {"failures.next-box",
       "Of the other cases, where {conditions}: <b>{density}</b> fail, {coverage} of all failures.",
       "De los demás casos, donde {conditions}: falla el <b>{density}</b>, el {coverage} de todos "
       "los fallos."},
      {"failures.no-box",
       "No box is significant: these failures are not told apart by a few parameters.",
       "Ninguna caja es significativa: estos fallos no se distinguen por unos pocos parámetros."},
      {"failures.rare", "Too few fail for a pattern to be sought.",
       "Fallan muy pocas para buscar un patrón."},
      {"failures.usual", "Nearly all fail: there is no pattern to seek.",
       "Fallan casi todas: no hay un patrón que buscar."},
      {"failures.no-cases", "No draw was usable.", "Ninguna extracción fue utilizable."},
      {"failures.below", "{name} is below {high}", "{name} es menor que {high}"},
      {"failures.above", "{name} is above {low}", "{name} es mayor que {low}"},
      {"failures.between", "{name} lies between {low} and {high}",
       "{name} está entre {low} y {high}"},
      {"failures.category", "{name} is {values}", "{name} es {values}"},
      {"failures.caption", "{objective}: limits of the boxes", "{objective}: límites de las cajas"},
      {"failures.numbers", "The boxes in figures", "Las cajas en cifras"},
      {"failures.limit", "Limit", "Límite"},
      {"failures.p", "Quasi-p", "Cuasi-p"},
      {"failures.again", "In resamples", "En remuestreos"},
      {"failures.box-row",
       "Box {number}: {cases} cases, {hits} of them failures ({mass} of all cases)",
       "Caja {number}: {cases} casos, {hits} de ellos fallos ({mass} de todos los casos)"},
      {"failures.again-note",
       "“In resamples” is the share of bootstrap resamples whose box limits the same parameter.",
       "«En remuestreos» es la proporción de remuestreos cuya caja limita el mismo parámetro."},
      {"failures.small-p", "< {value}", "< {value}"},
      {"factor.sourcing", "sourcing", "el abastecimiento"},
      {"factor.pass_through_form", "pass-through", "el traslado de precios"},
      {"factor.flat", "flat", "plano"},
      {"factor.nested", "nested", "anidado"},
      {"factor.multiplicative", "multiplicative", "multiplicativo"},
      {"factor.additive", "additive", "aditivo"},
      {"factor.mixed", "mixed", "mixto"},
      {"factor.unknown", "factor {number}", "factor {number}"},
      {"others.strategy", "{strategy}: {roles}", "{strategy}: {roles}"},

      {"channels.heading", "By which channel", "Por qué canal"},
      {"channels.intro",
       "How the mean difference to the historical split comes about: each channel’s Shapley value, "
       "what it adds over all orders in which channels may be switched on. “Without channels” is "
       "the difference with all of them off; with it the bars add up to the difference in all. "
       "Means over {members} members, which are not the medians above; whiskers are 90\u00a0% "
       "intervals.",
       "Cómo se produce la diferencia media con el reparto histórico: el valor de Shapley de cada "
       "canal, lo que añade en todos los órdenes en que pueden activarse los canales. «Sin "
       "canales» es la diferencia con todos apagados; con ella, las barras suman la diferencia "
       "total. Son medias de {members} miembros, no las medianas de arriba; las líneas son "
       "intervalos del 90\u00a0%."},
      {"channels.colours",
       "<span class=\"decide-good\">Blue</span> bars are for the better, <span "
       "class=\"decide-bad\">red</span> ones for the worse.",
       "Las barras <span class=\"decide-good\">azules</span> son para mejor; las <span "
       "class=\"decide-bad\">rojas</span>, para peor."},
      {"channels.off", "The channels were not taken apart in this run.",
       "En esta simulación no se separaron los canales."},
      {"channels.caption",
       "<b>{objective}</b>: {all} in all, the largest part by {channel} ({value}).",
       "<b>{objective}</b>: {all} en total; la mayor parte, por {channel} ({value})."},
      {"channels.caption-none",
       "<b>{objective}</b>: {all} in all, the largest part without any channel ({value}).",
       "<b>{objective}</b>: {all} en total; la mayor parte, sin canal alguno ({value})."},
      {"channels.title", "{strategy}: {objective} by channel", "{strategy}: {objective} por canal"},
      {"channels.description", "Bars from zero, one a channel, with 90\u00a0% intervals.",
       "Barras desde cero, una por canal, con intervalos del 90\u00a0%."},
      {"channels.undefined", "<b>{objective}</b>: not defined; no member was usable.",
       "<b>{objective}</b>: no definido; ningún miembro fue utilizable."},
      {"channel.price", "price", "precio"},
      {"channel.migration", "migration", "migración"},
      {"channel.buyers", "buyers", "compradores"},
      {"channel.risk", "perceived risk", "riesgo percibido"},
      {"channel.agglomeration", "agglomeration", "aglomeración"},
      {"channel.armed_groups", "armed groups", "grupos armados"},
      {"channel.none", "without channels", "sin canales"},
      {"channel.all", "in all", "en total"},

      {"search.heading", "The search", "La búsqueda"},
      {"search.caption", "What was run", "Lo que se simuló"},
      {"search.what", "What", "Qué"},
      {"search.value", "Value", "Valor"},
      {"search.method", "Method", "Método"},
      {"search.method-nsga2", "NSGA-II (Deb and others 2002), which looks for a whole front",
       "NSGA-II (Deb y otros 2002), que busca un frente completo"},
      {"search.method-moead", "MOEA/D-DE (Li and Zhang 2009), which looks for a whole front",
       "MOEA/D-DE (Li y Zhang 2009), que busca un frente completo"},
      {"search.method-cmaes", "CMA-ES (Hansen 2006), for one objective",
       "CMA-ES (Hansen 2006), para un objetivo"},
      {"search.method-sade",
       "Self-adaptive differential evolution (Brest and others 2006), for "
       "one objective",
       "Evolución diferencial autoadaptativa (Brest y otros 2006), para un objetivo"},
      {"search.population", "Strategies a generation", "Estrategias por generación"},
      {"search.generations", "Generations", "Generaciones"},
      {"search.seed", "Seed", "Semilla"},
      {"search.evaluated", "Strategies run, each in {members} members",
       "Estrategias simuladas, cada una en {members} miembros"},
      {"search.runs", "Runs of the model in the search", "Simulaciones del modelo en la búsqueda"},
      {"search.front", "Strategies that no other beat", "Estrategias que ninguna otra superó"},
      {"search.shown", "Of them judged anew and shown", "De ellas, juzgadas de nuevo y mostradas"},
      {"search.fresh", "Members that judge anew", "Miembros que juzgan de nuevo"},
      {"search.failed", "Of them failed and left out", "De ellos, fallidos y excluidos"},
      {"search.hypervolume-caption",
       "Hypervolume: the share of the box between the corners below that the front dominates, "
       "after the first population (0) and each generation",
       "Hipervolumen: la proporción de la caja entre las esquinas de abajo que el frente domina, "
       "tras la primera población (0) y cada generación"},
      {"search.title", "Hypervolume by generation", "Hipervolumen por generación"},
      {"search.description", "From {first} at the start to {last} at the end.",
       "De {first} al inicio a {last} al final."},
      {"search.axis", "generation", "generación"},
      {"search.risen",
       "In the last quarter of the generations it still rose by {share}: a longer search may well "
       "find more.",
       "En la última cuarta parte de las generaciones aún subió un {share}: una búsqueda más larga "
       "bien puede hallar más."},
      {"search.settled",
       "In the last quarter of the generations it changed by {share}: it has settled, as far as "
       "this search can tell.",
       "En la última cuarta parte de las generaciones cambió un {share}: se ha asentado, hasta "
       "donde esta búsqueda permite ver."},
      {"search.empty",
       "The hypervolume stayed at 0: no strategy that keeps the limits came into the box.",
       "El hipervolumen se quedó en 0: ninguna estrategia que cumpla los límites entró en la "
       "caja."},
      {"search.no-chart", "There are too few generations to draw.",
       "Hay muy pocas generaciones para dibujar."},
      {"search.box-caption", "The box: objectives by their attitudes, less is better",
       "La caja: objetivos según sus actitudes, menos es mejor"},
      {"search.ideal", "Ideal", "Ideal"},
      {"search.reference", "Reference", "Referencia"},

      {"trust.heading", "How far to trust this", "Hasta dónde fiarse"},
      {"trust.finite",
       "The front is finite: {front} strategies left of {evaluated} that were run. Between and "
       "beyond them there are others that nobody has run.",
       "El frente es finito: quedaron {front} estrategias de {evaluated} simuladas. Entre ellas y "
       "más allá hay otras que nadie ha simulado."},
      {"trust.fresh",
       "All figures but the search’s own are from {fresh} members that the search had not seen. "
       "Roles were given on these same members, so that whoever is best in something looks a "
       "little better than it is.",
       "Todas las cifras salvo las de la búsqueda son de {fresh} miembros que esta no había visto. "
       "Los papeles se asignaron con esos mismos miembros, de modo que la mejor en algo parece un "
       "poco mejor de lo que es."},
      {"trust.draws",
       "Members: {draws}. What the posterior knows, and how its forecasts came out, is in "
       "docs/validation.md of the project.",
       "Miembros: {draws}. Lo que sabe la posterior, y cómo resultaron sus pronósticos, está en "
       "docs/validation.md del proyecto."},
      {"draws.posterior", "draws of the posterior", "extracciones de la posterior"},
      {"draws.prior", "draws from the priors", "extracciones de las distribuciones previas"},
      {"trust.failed", "{failed} of {fresh} members failed and are left out of every figure.",
       "{failed} de {fresh} miembros fallaron y quedan fuera de todas las cifras."},
      {"trust.structures",
       "Intervals hold the uncertainty of parameters, noise and six structures; they do not hold "
       "what the model leaves out. Where structures disagree on the sign, so does the answer.",
       "Los intervalos recogen la incertidumbre de los parámetros, el ruido y seis estructuras; no "
       "lo que el modelo deja fuera. Donde las estructuras discrepan en el signo, también la "
       "respuesta."},
      {"trust.channels",
       "Channels are switched off from {from} on, in the strategy and in the historical split "
       "alike: such runs leave history there. The bars say how the model makes the difference, not "
       "what would have happened.",
       "Los canales se apagan desde {from}, tanto en la estrategia como en el reparto histórico: "
       "ahí esas simulaciones se apartan de la historia. Las barras dicen cómo produce el modelo "
       "la diferencia, no lo que habría ocurrido."},
      {"trust.money", "Money is USD of 2010.", "El dinero está en USD de 2010."},
      {"trust.costs",
       "What a hectare costs is a parameter: the same money buys different hectares in different "
       "members.",
       "Lo que cuesta una hectárea es un parámetro: el mismo dinero compra distintas hectáreas en "
       "distintos miembros."},
      {"trust.not-for",
       "It is no forecast of what governments will do, and no single figure should be quoted "
       "without its interval and the range between structures.",
       "No es un pronóstico de lo que harán los gobiernos, y ninguna cifra debe citarse sin su "
       "intervalo ni el rango entre estructuras."},
      {"trust.repeat", "How to repeat it", "Cómo repetirlo"},
      {"trust.caption", "Provenance", "Procedencia"},
      {"trust.version", "Version", "Versión"},
      {"trust.data", "Data, SHA-256", "Datos, SHA-256"},
      {"trust.members", "Members drawn from", "Origen de los miembros"},
      {"trust.problem", "Problem", "Problema"},
      {"trust.file", "File", "Archivo"},
      {"trust.base", "Scenario that is kept", "Escenario que se mantiene"},
      {"trust.files", "Every strategy as a scenario", "Cada estrategia como escenario"},
      {"trust.sources", "Sources of the problem", "Fuentes del problema"},
      {"trust.no-sources", "The problem names no sources.", "El problema no nombra fuentes."},
  };
}

}  // namespace balloon::decide_page
