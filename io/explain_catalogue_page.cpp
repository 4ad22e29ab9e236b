// Words of the page of `balloon explain` that the terminal does not show.
#include "io/explain_words.hpp"

namespace balloon::explain_words {

std::vector<Word> words_of_page() {
  return {
      {"why.page-title", "{policy}: what the answer hangs on",
       "{policy}: de qué depende la respuesta"},
      {"why.eyebrow", "Balloon \u00b7 what the answer hangs on",
       "Balloon \u00b7 de qué depende la respuesta"},
      {"why.against", "against {reference}. {outcome}.", "frente a {reference}. {outcome}."},
      {"why.answer", "The answer", "La respuesta"},
      {"why.brackets",
       "Brackets: 95\u00a0% intervals of shares of variance and of the screening, 90\u00a0% of "
       "channels and levers.",
       "Corchetes: intervalos del 95\u00a0% de las partes de la varianza y del cribado, del "
       "90\u00a0% de los canales y los instrumentos."},
      {"why.limits", "What limits this", "Qué limita esto"},
      {"why.contents", "Contents", "Contenido"},
      {"why.channels", "Channels", "Canales"},
      {"why.levers", "Levers", "Instrumentos"},
      {"why.repeat", "Repeat", "Repetir"},
      {"why.how-made", "How it was made", "Cómo se hizo"},
      {"why.what", "what", "qué"},
      {"why.value", "value", "valor"},
      {"why.command", "command", "orden"},
      {"why.program", "program", "programa"},
      {"why.data", "data", "datos"},
      {"why.members", "members", "miembros"},
      {"why.of-screening", "screening", "cribado"},
      {"why.of-screening-value", "{trajectories} trajectories over {levels} levels",
       "{trajectories} trayectorias sobre {levels} niveles"},
      {"why.of-variance", "shares of variance", "partes de la varianza"},
      {"why.of-variance-value", "{points} base points, {histories} histories",
       "{points} puntos, {histories} historias"},
      {"why.ensemble", "ensemble", "conjunto"},
      {"why.ensemble-value", "{count} members", "{count} miembros"},
      {"why.pairs", "pairs of runs", "pares de simulaciones"},
      {"why.seed", "seed", "semilla"},
      {"why.how-to-repeat", "How to repeat it", "Cómo repetirlo"},

      {"why.variance-chart", "Shares of variance by factor", "Partes de la varianza por factor"},
      {"why.variance-chart-about",
       "Two bars a factor with 95 % intervals: above the share in which it takes part, below the "
       "share that it has by itself.",
       "Dos barras por factor con intervalos del 95 %: arriba la parte en que interviene, abajo la "
       "que tiene por sí solo."},
      {"why.variance-axis", "share of variance", "parte de la varianza"},
      {"why.variance-caption", "Share of the variance", "Parte de la varianza"},
      {"why.whiskers-95", "(whiskers: 95\u00a0%)", "(bigotes: 95\u00a0%)"},
      {"why.whiskers-90", "(whiskers: 90\u00a0%)", "(bigotes: 90\u00a0%)"},
      {"why.legend-total", "in all, interactions included (total)",
       "en total, con las interacciones"},
      {"why.legend-first", "by itself (first order)", "por sí solo (primer orden)"},
      {"why.variance-intro",
       "Factors are drawn independently; over {count} independent points the number is {value} "
       "(median, 90 %), with {points} base points. A factor that were known for certain would take "
       "its own share out of the variance in the mean; if everything but the factor were known, "
       "its share in all would be left. Shares in all count an interaction for each factor that "
       "takes part, so they add up to more than 1; a share near 0 may come out below it.",
       "Los factores se extraen de forma independiente; en {count} puntos independientes la cifra "
       "es {value} (mediana, 90 %), con {points} puntos base. Un factor conocido con certeza "
       "quitaría de la varianza, en la media, la parte que tiene por sí solo; si se conociera todo "
       "menos el factor, quedaría su parte en total. Las partes en total cuentan una interacción "
       "por cada factor que interviene, así que suman más de 1; una parte cercana a 0 puede salir "
       "por debajo."},
      {"why.variance-table", "Sobol\u2019 indices with 95\u00a0% intervals",
       "Índices de Sobol\u2019 con intervalos del 95\u00a0%"},
      {"why.row-sum", "sum", "suma"},
      {"why.row-sum-about", "the rest of 1 are interactions",
       "lo que falta hasta 1 son interacciones"},

      {"why.plane", "The plane of the screening", "El plano del cribado"},
      {"why.plane-about",
       "One point a factor: mean size of its elementary effects to the right, their standard "
       "deviation upwards.",
       "Un punto por factor: a la derecha el tamaño medio de sus efectos elementales, hacia arriba "
       "su desviación estándar."},
      {"why.plane-x", "mean size of the change, mu* ({unit})",
       "tamaño medio del cambio, mu* ({unit})"},
      {"why.plane-y", "sd of the change, sigma", "d.e. del cambio, sigma"},
      {"why.plane-caption", "Elementary effects", "Efectos elementales"},
      {"why.plane-how",
       "(far right: it matters; above the dotted line: how much hangs on the others)",
       "(muy a la derecha: importa; sobre la línea de puntos: cuánto, depende de los demás)"},
      {"why.legend-parameter", "parameter", "parámetro"},
      {"why.legend-structure", "structure", "estructura"},
      {"why.legend-lever", "lever", "instrumento"},
      {"why.legend-history", "history", "historia"},
      {"why.screen-intro",
       "Each of {factors} factors was moved once on each of {walks} walks through the space of all "
       "factors, between their 5 and 95 % quantiles. Figures are changes of the number in {unit} "
       "over that range.",
       "Cada uno de {factors} factores se movió una vez en cada uno de {walks} recorridos por el "
       "espacio de todos los factores, entre sus cuantiles del 5 y el 95 %. Las cifras son cambios "
       "de la cifra en {unit} en ese rango."},
      {"why.screen-largest", "Elementary effects, the largest", "Efectos elementales, los mayores"},
      {"why.all-factors", "All factors", "Todos los factores"},
      {"why.head-mu-star", "mean size, mu*", "tamaño medio, mu*"},

      {"why.channels-intro",
       "Each of the 64 combinations of six channels, on or off {when} in policy and reference, was "
       "run with the same {members} members. A channel\u2019s share is what it adds to those "
       "before "
       "it, in the mean over all orders; shares add up to the difference between all on and all "
       "off.",
       "Cada una de las 64 combinaciones de seis canales, encendidos o apagados {when} en la "
       "política y la referencia, se simuló con los mismos {members} miembros. La parte de un "
       "canal "
       "es lo que añade a los anteriores, en la media de todos los órdenes; las partes suman la "
       "diferencia entre todos encendidos y todos apagados."},
      {"why.when-1990", "from 1990 on", "desde 1990"},
      {"why.when-window", "from when the policies part", "desde que las políticas se separan"},
      {"why.channels-title", "Channels: {quantity}", "Canales: {quantity}"},
      {"why.channels-about",
       "Bars that lead from all channels off to all on by the share of each channel.",
       "Barras que llevan de todos los canales apagados a todos encendidos por la parte de cada "
       "uno."},
      {"why.ha-by-ha", "ha by ha", "ha por ha"},
      {"why.head-on", "switched on alone", "encendido solo"},
      {"why.head-off", "switched off alone", "apagado solo"},

      {"why.levers-intro",
       "The difference of each instrument between the policies was made {percent} % larger{added}, "
       "with the same {members} members and random numbers. The policy spends {money} million USD "
       "more than the reference in the years of the window (median, 90 %).",
       "La diferencia de cada instrumento entre las políticas se aumentó un {percent} %{added}, "
       "con "
       "los mismos {members} miembros y números aleatorios. La política gasta {money} millones de "
       "USD más que la referencia en los años de la ventana (mediana, 90 %)."},
      {"why.levers-intro-added", ", and {step} a year were put into added levers",
       ", y se pusieron {step} al año en instrumentos añadidos"},
      {"why.levers-table", "What a little more of each lever does",
       "Qué hace un poco más de cada instrumento"},
      {"why.head-ratio", "{unit} by million USD, ratio of means",
       "{unit} por millón de USD, cociente de medias"},
      {"why.head-median", "the same, median of members", "lo mismo, mediana de los miembros"},
      {"why.head-right-way", "the right way, % of members",
       "en el sentido deseado, % de los miembros"},
      {"why.no-cost-long", "no cost in the model", "sin costo en el modelo"},
  };
}

}  // namespace balloon::explain_words
