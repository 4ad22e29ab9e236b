// Words of the page of `balloon decide`: the answer, the strategies and what they are judged by.
#include <algorithm>

#include "io/decide_html_parts.hpp"

namespace balloon::decide_page {

std::vector<Word> words_of_answer() {
  return {
      {"page.eyebrow", "Balloon {version}: a decision under uncertainty",
       "Balloon {version}: una decisión bajo incertidumbre"},
      {"page.contents", "Contents", "Contenido"},
      {"page.intro",
       "{money} of 2010 split over {levers} levers, {from} to {to}; what is the same in every "
       "strategy is the scenario {base}. Brackets are 90\u00a0% intervals.",
       "{money} de 2010 repartidos entre {levers} partidas, de {from} a {to}; lo que es igual en "
       "todas las estrategias es el escenario {base}. Los corchetes son intervalos del 90\u00a0%."},
      {"page.intro-up-to",
       "Up to {money} of 2010 split over {levers} levers, {from} to {to}; what is the same in "
       "every strategy is the scenario {base}. Brackets are 90\u00a0% intervals.",
       "Hasta {money} de 2010 repartidos entre {levers} partidas, de {from} a {to}; lo que es "
       "igual en todas las estrategias es el escenario {base}. Los corchetes son intervalos del "
       "90\u00a0%."},
      {"list.or", " or ", " o "},
      {"figure.undefined", "not defined", "no definido"},
      {"figure.percent", "{value}\u00a0%", "{value}\u00a0%"},
      {"figure.range", "[{low}, {high}]", "[{low}; {high}]"},
      {"figure.span", "{low} to {high}", "{low} a {high}"},
      {"figure.million", "{value} million USD", "{value} millones de USD"},
      {"name.historical", "historical split", "reparto histórico"},
      {"name.strategy", "Strategy", "Estrategia"},
      {"name.objective", "Objective", "Objetivo"},
      {"name.quoted", "“{name}”", "«{name}»"},
      {"name.numbers", "Numbers", "Cifras"},

      {"role.compromise", "compromise", "de compromiso"},
      {"role.throughout", "better throughout", "mejor en todo"},
      {"role.least-regret", "least regret", "menor arrepentimiento"},
      {"role.surest", "surest", "la más segura"},
      {"role.best", "best in {objective}", "la mejor en {objective}"},

      {"answer.heading", "The answer", "La respuesta"},
      {"answer.some",
       "<b>{count} of the {shown}</b> strategies shown are better than the historical split in at "
       "least two objectives and worse in none, judged on {members} members that the search had "
       "not seen.",
       "<b>{count} de las {shown}</b> estrategias mostradas son mejores que el reparto histórico "
       "en al menos dos objetivos y peores en ninguno, juzgadas con {members} miembros que la "
       "búsqueda no había visto."},
      {"answer.one",
       "<b>One of the {shown}</b> strategies shown is better than the historical split in at least "
       "two objectives and worse in none, judged on {members} members that the search had not "
       "seen.",
       "<b>Una de las {shown}</b> estrategias mostradas es mejor que el reparto histórico en al "
       "menos dos objetivos y peor en ninguno, juzgadas con {members} miembros que la búsqueda no "
       "había visto."},
      {"answer.none",
       "<b>None of the {shown}</b> strategies shown is better than the historical split in at "
       "least two objectives and worse in none, judged on {members} members that the search had "
       "not seen.",
       "<b>Ninguna de las {shown}</b> estrategias mostradas es mejor que el reparto histórico en "
       "al menos dos objetivos y peor en ninguno, juzgadas con {members} miembros que la búsqueda "
       "no había visto."},
      {"answer.one-yes",
       "The only strategy shown <b>is better</b> than the historical split in at least two "
       "objectives and worse in none, judged on {members} members that the search had not seen.",
       "La única estrategia mostrada <b>es mejor</b> que el reparto histórico en al menos dos "
       "objetivos y peor en ninguno, juzgada con {members} miembros que la búsqueda no había "
       "visto."},
      {"answer.one-no",
       "The only strategy shown is <b>not</b> better than the historical split in at least two "
       "objectives and worse in none, judged on {members} members that the search had not seen.",
       "La única estrategia mostrada <b>no</b> es mejor que el reparto histórico en al menos dos "
       "objetivos y peor en ninguno, juzgada con {members} miembros que la búsqueda no había "
       "visto."},
      {"answer.single",
       "With one objective there are no trade-offs. The best strategy found, {strategy}, is "
       "better than the historical split in <b>{share}</b> of {members} members that the search "
       "had not seen.",
       "Con un solo objetivo no hay disyuntivas. La mejor estrategia hallada, {strategy}, es "
       "mejor que el reparto histórico en el <b>{share}</b> de {members} miembros que la búsqueda "
       "no había visto."},
      {"answer.infeasible",
       "<b>No strategy that the search ran keeps all limits</b> in as many members as is asked "
       "for. There is nothing to recommend; only the historical split is shown.",
       "<b>Ninguna estrategia que probó la búsqueda cumple todos los límites</b> en tantos "
       "miembros como se pide. No hay nada que recomendar; solo se muestra el reparto histórico."},
      {"answer.infeasible-advice",
       "The table says how often each limit is kept under the historical split. Loosen the limit "
       "that is missed by most or ask for it in fewer members, widen the bounds of the levers, "
       "or search longer.",
       "La tabla dice con qué frecuencia se cumple cada límite con el reparto histórico. Afloje "
       "el límite que más falla o pídalo en menos miembros, amplíe los márgenes de las partidas "
       "o busque durante más generaciones."},
      {"answer.empty",
       "The search kept no strategy to show; only the historical split can be shown.",
       "La búsqueda no conservó ninguna estrategia; solo se puede mostrar el reparto histórico."},
      {"answer.optimism",
       "On the {members} members on which it searched, {searched} of them looked so: a search "
       "flatters what it picks, and {searched} against {fresh} is that optimism.",
       "Con los {members} miembros con los que buscó, {searched} de ellas lo parecían: una "
       "búsqueda favorece lo que escoge, y {searched} frente a {fresh} es ese optimismo."},
      {"answer.steady",
       "On the {members} members on which it searched it was {searched} of them: judged anew, no "
       "fewer.",
       "Con los {members} miembros con los que buscó eran {searched} de ellas: juzgadas de nuevo, "
       "no son menos."},
      {"answer.sure",
       "Better in at least two objectives in nine of ten members or more, whatever they do in the "
       "others: {count}.",
       "Mejores en al menos dos objetivos en nueve de cada diez miembros o más, hagan lo que hagan "
       "en los demás: {count}."},
      {"answer.front",
       "Those shown are spread over the {front} that no other strategy beat in the search; "
       "“better” is by "
       "each objective’s own attitude to uncertainty.",
       "Las que se muestran están repartidas entre las {front} que ninguna otra superó en la "
       "búsqueda; «mejor» es "
       "según la actitud ante la incertidumbre de cada objetivo."},
      {"answer.limits",
       "Judged anew, {kept} of the {shown} still keep all limits in as many members as is asked "
       "for.",
       "Juzgadas de nuevo, {kept} de las {shown} siguen cumpliendo todos los límites en tantos "
       "miembros como se pide."},
      {"answer.no-limits",
       "Judged anew, none of them keeps all limits in as many members as is asked for. The roles "
       "below were given all the same: read them with that in mind.",
       "Juzgadas de nuevo, ninguna cumple todos los límites en tantos miembros como se pide. Los "
       "papeles de abajo se asignaron de todos modos: léalos con esa reserva."},
      {"answer.compromise-heading", "The compromise, {strategy}", "La de compromiso, {strategy}"},
      {"answer.throughout-heading", "Better throughout, {strategy}", "Mejor en todo, {strategy}"},
      {"answer.throughout",
       "Of those that are better in at least two objectives and worse in none, the one that is "
       "better in all in most members. Read the range between structures first: the data do not "
       "choose between these six forms of the model.",
       "De las que son mejores en al menos dos objetivos y peores en ninguno, la que es mejor en "
       "todos en más miembros. Lea primero el rango entre estructuras: los datos no eligen entre "
       "estas seis formas del modelo."},
      {"answer.best-heading", "The best found, {strategy}", "La mejor hallada, {strategy}"},
      {"answer.compromise",
       "The strategy whose weakest objective is the least weak. Read the range between structures "
       "first: the data do not choose between these six forms of the model.",
       "La estrategia cuyo objetivo más flojo es el menos flojo. Lea primero el rango entre "
       "estructuras: los datos no eligen entre estas seis formas del modelo."},
      {"answer.caption", "Difference to the historical split",
       "Diferencia con el reparto histórico"},
      {"answer.structures", "Medians by structure", "Medianas por estructura"},
      {"answer.difference", "All members, median [90\u00a0%]",
       "Todos los miembros, mediana [90\u00a0%]"},
      {"answer.probability", "Better in", "Mejor en"},
      {"answer.two", "In at least two objectives at once", "En al menos dos objetivos a la vez"},
      {"answer.colours",
       "<span class=\"decide-good\">Blue</span> is better than the historical split, <span "
       "class=\"decide-bad\">red</span> worse. “Better in” is the share of members: the "
       "probability, as far as the members say.",
       "<span class=\"decide-good\">Azul</span> es mejor que el reparto histórico, <span "
       "class=\"decide-bad\">rojo</span> peor. «Mejor en» es la proporción de miembros: la "
       "probabilidad, hasta donde la dan los miembros."},
      {"answer.money-heading", "Where its money goes", "Adónde va su dinero"},
      {"answer.moves",
       "It moves {moved} of {all} million USD: most to {to} ({gain}), most from {from} ({loss}).",
       "Mueve {moved} de {all} millones de USD: lo que más gana es {to} ({gain}); lo que más "
       "pierde, {from} ({loss})."},
      {"answer.spends-more", "It spends {change} million USD more than the historical split.",
       "Gasta {change} millones de USD más que el reparto histórico."},
      {"answer.spends-less", "It spends {change} million USD less than the historical split.",
       "Gasta {change} millones de USD menos que el reparto histórico."},
      {"answer.moves-nothing", "Its money is that of the historical split.",
       "Su dinero es el del reparto histórico."},

      {"hangs.heading", "What it hangs on", "De qué depende"},
      {"hangs.structures-agree", "All structures agree on which is better in every objective.",
       "Todas las estructuras coinciden en cuál es mejor en cada objetivo."},
      {"hangs.structures-disagree",
       "<b>Structures disagree</b> on which is better in {objectives}.",
       "<b>Las estructuras discrepan</b> en cuál es mejor en {objectives}."},
      {"hangs.agencies-agree",
       "<a href=\"#agencies\">Other rules</a> of the agencies change it in no objective.",
       "<a href=\"#agencies\">Otras reglas</a> de las agencias no lo cambian en ningún objetivo."},
      {"hangs.agencies-turn",
       "<a href=\"#agencies\">Other rules</a> of the agencies <b>turn it</b> in {objectives}.",
       "<a href=\"#agencies\">Otras reglas</a> de las agencias <b>lo invierten</b> en "
       "{objectives}."},
      {"hangs.no-box", "No few parameters tell <a href=\"#failures\">where it fails</a>.",
       "No hay unos pocos parámetros que digan <a href=\"#failures\">dónde falla</a>."},
      {"money.unit", "million USD of 2010", "millones de USD de 2010"},
      {"money.more",
       "{count} more levers, whose changes are smaller, are in the <a "
       "href=\"#chosen\">table of money</a>.",
       "Otras {count} partidas, con cambios menores, están en la <a href=\"#chosen\">tabla del "
       "dinero</a>."},
      {"money.caption", "Money by lever, million USD of 2010",
       "Dinero por partida, millones de USD de 2010"},
      {"money.lever", "Lever", "Partida"},
      {"money.total", "In all", "En total"},
      {"money.budget-all", "{budget}: {money}, all to be spent, paid by {donor}",
       "{budget}: {money}, que hay que gastar; paga: {donor}"},
      {"money.budget-up-to", "{budget}: at most {money}, paid by {donor}",
       "{budget}: {money} como máximo; paga: {donor}"},

      {"direction.less", "less is better", "menos es mejor"},
      {"direction.more", "more is better", "más es mejor"},
      {"direction.unit", "{unit}, {direction}", "{unit}, {direction}"},

      {"tradeoffs.heading", "Trade-offs", "Disyuntivas"},
      {"tradeoffs.intro",
       "Every strategy is a line; where it crosses an axis is its median difference to the "
       "historical split. On every axis up is better, and the dashed line is the historical split: "
       "a line that stays above it is better in everything.",
       "Cada estrategia es una línea; donde cruza un eje está su diferencia mediana con el reparto "
       "histórico. En todos los ejes, arriba es mejor, y la línea discontinua es el reparto "
       "histórico: una línea que no baja de ella es mejor en todo."},
      {"tradeoffs.title", "Strategies over the objectives", "Las estrategias según los objetivos"},
      {"tradeoffs.description",
       "Parallel axes, one an objective, with the median differences of {shown} strategies to the "
       "historical split. The figures are in the table below.",
       "Ejes paralelos, uno por objetivo, con las diferencias medianas de {shown} estrategias con "
       "el reparto histórico. Las cifras están en la tabla de abajo."},
      {"tradeoffs.others", "other strategies of the front", "otras estrategias del frente"},
      {"tradeoffs.chosen", "strategies with a role, named at the right",
       "estrategias con un papel, nombradas a la derecha"},
      {"tradeoffs.up", "\u2191 {direction}", "\u2191 {direction}"},
      {"tradeoffs.caption", "All strategies shown: median difference [90\u00a0%]",
       "Todas las estrategias mostradas: diferencia mediana [90\u00a0%]"},
      {"tradeoffs.none", "There are no strategies to compare.", "No hay estrategias que comparar."},

      {"objectives.caption", "What strategies are judged by", "Con qué se juzgan las estrategias"},
      {"objectives.measure", "Measured by", "Se mide por"},
      {"objectives.where", "Where", "Dónde"},
      {"objectives.when", "When", "Cuándo"},
      {"objectives.better", "Better", "Mejor"},
      {"objectives.attitude", "Members made one figure by", "Los miembros se resumen por"},
      {"objectives.everywhere", "everywhere", "en todas partes"},
      {"objectives.some-places", "{count} of {all} places", "{count} de {all} lugares"},
      {"objectives.sum", "total, {from} to {to}", "total, de {from} a {to}"},
      {"objectives.mean", "mean, {from} to {to}", "media, de {from} a {to}"},
      {"objectives.last", "{to}", "{to}"},
      {"objectives.less", "less", "menos"},
      {"objectives.more", "more", "más"},

      {"unit.ha", "ha", "ha"},
      {"unit.thousand-ha", "thousand ha", "miles de ha"},
      {"unit.t", "t", "t"},
      {"unit.thousand-t", "thousand t", "miles de t"},
      {"unit.kg", "kg", "kg"},
      {"unit.USD", "USD of 2010", "USD de 2010"},
      {"unit.thousand-USD", "thousand USD of 2010", "miles de USD de 2010"},
      {"unit.million-USD", "million USD of 2010", "millones de USD de 2010"},
      {"unit.billion-USD", "billion USD of 2010", "miles de millones de USD de 2010"},
      {"unit.families", "families", "familias"},
      {"unit.persons", "persons", "personas"},
      {"unit.fighters", "fighters", "combatientes"},
      {"unit.crimes", "crimes", "delitos"},
      {"unit.count", "number", "número"},
      {"unit.1/month", "a month", "al mes"},
      {"unit.1", "without a unit", "sin unidad"},
      {"unit.thousands", "thousand {unit}", "miles de {unit}"},
      {"unit.month", "{unit} a month", "{unit} al mes"},
      {"unit.year", "{unit} a year", "{unit} al año"},

      {"attitude.mean", "mean", "media"},
      {"attitude.cvar", "mean of the worst {level}", "media del peor {level}"},
      {"attitude.regret", "{level} quantile of regret", "cuantil {level} del arrepentimiento"},
      {"attitude.regret-most", "largest regret", "mayor arrepentimiento"},
      {"attitude.at-most", "share of members with at most {threshold}",
       "proporción de miembros con {threshold} como máximo"},
      {"attitude.at-least", "share of members with at least {threshold}",
       "proporción de miembros con {threshold} como mínimo"},
      {"attitude.no-worse", "share of members in which it is no worse",
       "proporción de miembros en que no es peor"},

      {"chosen.heading", "The strategies with a role", "Las estrategias con un papel"},
      {"chosen.intro",
       "Roles are given on the members on which strategies are judged anew: <b>better "
       "throughout</b>, "
       "worse in no objective and better in all in the most members; <b>compromise</b>, "
       "whose weakest objective is the least weak; <b>least regret</b>, which loses least against "
       "the best strategy for each member; <b>surest</b>, better in at least two objectives in the "
       "most members; and the best in each objective.",
       "Los papeles se asignan con los miembros que juzgan de nuevo: <b>mejor en todo</b>, peor en "
       "ningún objetivo y mejor en todos en más miembros; <b>de compromiso</b>, cuyo "
       "objetivo más flojo es el menos flojo; <b>menor arrepentimiento</b>, la que menos pierde "
       "frente a la mejor estrategia para cada miembro; <b>la más segura</b>, mejor en al menos "
       "dos objetivos en más miembros; y la mejor en cada objetivo."},
      {"chosen.intro-single",
       "With one objective roles fall together: the strategy that is best in it is the compromise "
       "as well.",
       "Con un solo objetivo los papeles coinciden: la estrategia que es mejor en él es también la "
       "de compromiso."},
      {"chosen.caption",
       "Difference to the historical split: median [90\u00a0%], share of members in which it is "
       "better, regret (90\u00a0% quantile)",
       "Diferencia con el reparto histórico: mediana [90\u00a0%], proporción de miembros en que es "
       "mejor, arrepentimiento (cuantil 90\u00a0%)"},
      {"chosen.better", "better in {share}", "mejor en {share}"},
      {"chosen.regret", "regret {value}", "arrepentimiento {value}"},
      {"chosen.two", "Better in at least two", "Mejor en al menos dos"},
      {"chosen.none", "No strategy was given a role.", "Ninguna estrategia recibió un papel."},
      {"chosen.file", "scenario {file}", "escenario {file}"},
      {"limits.caption", "Share of members that keep each limit",
       "Proporción de miembros que cumplen cada límite"},
      {"limits.limit", "Limit", "Límite"},
      {"limits.asked", "Asked for", "Se pide"},
      {"limits.violation", "Violation (0: none)", "Incumplimiento (0: ninguno)"},
      {"limits.at-most", "{limit}: at most {value}", "{limit}: {value} como máximo"},
      {"limits.at-least", "{limit}: at least {value}", "{limit}: {value} como mínimo"},
      {"limits.of-historical", "{value} of the historical split’s",
       "{value} de lo del reparto histórico"},
      {"limits.missed", "{share}, missed", "{share}, no cumple"},
      {"limits.note",
       "Violation: what each share falls short of the share asked for, over that share, added up.",
       "Incumplimiento: lo que a cada proporción le falta para la pedida, sobre la pedida, "
       "sumado."},

      {"map.heading", "Money by place", "El dinero por lugar"},
      {"map.intro",
       "A circle’s area is the money of {strategy} in a zone; the dashed ring is that of the "
       "historical split. Money that an agency spreads over a whole country stands beside it. "
       "Figures are million USD of 2010, those of the historical split in brackets.",
       "El área de un círculo es el dinero de {strategy} en una zona; el anillo discontinuo, el "
       "del reparto histórico. El dinero que una agencia reparte por todo un país está al lado de "
       "este. Las cifras son millones de USD de 2010; entre paréntesis, las del reparto "
       "histórico."},
      {"map.title", "Money of the strategy and of the historical split",
       "El dinero de la estrategia y del reparto histórico"},
      {"map.description", "Circles on a map of the Andes; the table beside it has the figures.",
       "Círculos en un mapa de los Andes; la tabla de al lado tiene las cifras."},
      {"map.whole", "{country}, whole country", "{country}, todo el país"},
      {"map.whole-short", "whole country", "todo el país"},
      {"map.figures", "{strategy} ({split})", "{strategy} ({split})"},
      {"map.caption", "By place, million USD of 2010", "Por lugar, millones de USD de 2010"},
      {"map.place", "Place", "Lugar"},
      {"map.change", "Change", "Cambio"},
      {"map.elsewhere", "Not on the map: corridors, markets, armed groups",
       "Fuera del mapa: corredores, mercados, grupos armados"},
      {"map.none", "There is no map: no lever of this problem is for a zone or a country.",
       "No hay mapa: ninguna partida de este problema es para una zona o un país."},
      {"map.no-strategy", "There is no strategy to be drawn.", "No hay estrategia que dibujar."},
  };
}

const std::vector<Word>& decide_words() {
  static const std::vector<Word> words = [] {
    auto all = words_of_answer();
    const auto more = words_of_reasons();
    all.insert(all.end(), more.begin(), more.end());
    std::sort(all.begin(), all.end(), [](const Word& a, const Word& b) {
      return std::string_view(a.key) < std::string_view(b.key);
    });
    return all;
  }();
  return words;
}

}  // namespace balloon::decide_page
