// Words of the workbook: names of sheets, what each is, heads of columns.
#include "io/words.hpp"

namespace balloon {

std::vector<Word> words_of_workbook() {
  return {
      {"workbook.summary", "Summary", "Resumen"},
      {"workbook.ledger", "Ledger", "Balance"},
      {"workbook.areas", "Areas by country", "Áreas por país"},
      {"workbook.zones", "Zones", "Zonas"},
      {"workbook.prices", "Prices", "Precios"},
      {"workbook.corridors", "Flows by corridor", "Flujos por corredor"},
      {"workbook.seizures", "Seizures", "Incautaciones"},
      {"workbook.consumption", "Consumption", "Consumo"},
      {"workbook.money", "Money", "Dinero"},
      {"workbook.harms", "Harms", "Daños"},
      {"workbook.structures", "Structures", "Estructuras"},
      {"workbook.observed", "Observed", "Observado"},
      {"workbook.notes", "Notes", "Notas"},

      {"workbook.summary-note",
       "The answer in words, the key figures at the last horizon, and where the hectares went.",
       "La respuesta en palabras, las cifras principales en el último horizonte y adónde fueron "
       "las hectáreas."},
      {"workbook.ledger-note",
       "Every quantity of the displacement ledger, at every horizon, for every reading of the "
       "strategy. All are policy minus reference, member by member.",
       "Cada cantidad del balance del desplazamiento, en cada horizonte y para cada lectura de la "
       "estrategia. Todas son política menos referencia, miembro por miembro."},
      {"workbook.areas-note",
       "Coca standing at the end of each year: the policy’s and the reference’s members, and what "
       "two sensors observed.",
       "Coca en pie al final de cada año: los miembros de la política y de la referencia, y lo "
       "observado por dos sensores."},
      {"workbook.zones-note",
       "Each zone under the policy and under the reference, largest change first. The relative "
       "change counts a zone’s reference as 50 ha at least.",
       "Cada zona con la política y con la referencia, el mayor cambio primero. El cambio relativo "
       "cuenta la referencia de una zona como 50 ha por lo menos."},
      {"workbook.prices-note",
       "Yearly means in USD of 2010, from the leaf to the street, with observed prices beside "
       "them. Axes are logarithmic.",
       "Medias anuales en USD de 2010, de la hoja a la calle, con los precios observados al lado. "
       "Los ejes son logarítmicos."},
      {"workbook.corridors-note",
       "Cocaine that enters each corridor in a year. Corridors join regions, never points.",
       "Cocaína que entra en cada corredor en un año. Los corredores unen regiones, nunca puntos."},
      {"workbook.seizures-note",
       "In producing countries as governments would report them: not adjusted for purity, double "
       "counts included. In transit: pure.",
       "En los países productores como las informarían los gobiernos: sin ajuste por pureza y con "
       "dobles conteos. En tránsito: puras."},
      {"workbook.consumption-note", "Cocaine consumed in each market in a year, pure.",
       "Cocaína consumida en cada mercado en un año, pura."},
      {"workbook.money-note",
       "What the policy costs more than the reference, in million USD of 2010, and what a net "
       "hectare or kilogram cost.",
       "Lo que la política cuesta más que la referencia, en millones de USD de 2010, y lo que "
       "costó una hectárea o un kilogramo netos."},
      {"workbook.harms-note",
       "Armed groups, violence, courts and prisons, land and growers, use: the change and both "
       "runs, for the target’s country, elsewhere, and country by country.",
       "Grupos armados, violencia, tribunales y cárceles, tierra y cultivadores, consumo: el "
       "cambio y ambas simulaciones, en el país del objetivo, en otros lugares y país por país."},
      {"workbook.structures-note",
       "Which assumptions decide the answer: the last horizon by structure of the model.",
       "Qué supuestos deciden la respuesta: el último horizonte por estructura del modelo."},
      {"workbook.observed-note",
       "Every observation that stands beside the model on the other sheets, in the units of those "
       "sheets. Sources: data/sources.csv, by balloon data export.",
       "Cada observación que figura junto al modelo en las otras hojas, en las unidades de esas "
       "hojas. Fuentes: data/sources.csv, con balloon data export."},
      {"workbook.notes-note",
       "What the sheets are, how to read them, their limits, and how to make them again.",
       "Qué son las hojas, cómo leerlas, sus límites y cómo volver a hacerlas."},

      {"workbook.zones-title", "Coca by zone, policy and reference",
       "Coca por zona, política y referencia"},
      {"workbook.zones-month", "Stock at the end of {month}.", "Existencias al final de {month}."},
      {"workbook.zones-chart", "Change by zone against the reference",
       "Cambio por zona frente a la referencia"},
      {"workbook.observed-title", "What was observed", "Lo observado"},
      {"workbook.notes-title", "About this workbook", "Acerca de este libro"},

      {"workbook.of", "{who}: {what}", "{who}: {what}"},
      {"workbook.median", "median", "mediana"},
      {"workbook.median-and-90", "{unit}, median and 90\u00a0% interval",
       "{unit}, mediana e intervalo del 90\u00a0%"},
      {"workbook.low50", "50\u00a0% low", "50\u00a0% inferior"},
      {"workbook.high50", "50\u00a0% high", "50\u00a0% superior"},
      {"workbook.low90", "90\u00a0% low", "90\u00a0% inferior"},
      {"workbook.high90", "90\u00a0% high", "90\u00a0% superior"},
      {"workbook.mean", "mean", "media"},
      {"workbook.mean-error", "error of the mean", "error de la media"},
      {"workbook.members", "members", "miembros"},
      {"workbook.policy", "Policy", "Política"},
      {"workbook.reference", "Reference", "Referencia"},
      {"workbook.change", "Change", "Cambio"},
      {"workbook.figure", "Figure", "Cifra"},
      {"workbook.unit", "Unit", "Unidad"},
      {"workbook.id", "id", "id"},
      {"workbook.country", "Country", "País"},
      {"workbook.corridor", "Corridor", "Corredor"},
      {"workbook.market", "Market", "Mercado"},
      {"workbook.scenario", "Scenario", "Escenario"},
      {"workbook.months", "After months", "Tras meses"},
      {"workbook.months-long", "months after the policy begins",
       "meses desde el inicio de la política"},
      {"workbook.kind", "Kind", "Tipo"},
      {"workbook.time", "Middle of the window", "Mitad de la ventana"},
      {"workbook.value", "Value", "Valor"},
      {"workbook.in-target", "In the target", "En el objetivo"},
      {"workbook.latent", "Latent", "Latente"},
      {"workbook.yes", "yes", "sí"},
      {"workbook.no", "no", "no"},
      {"workbook.change-ha", "Change, ha", "Cambio, ha"},
      {"workbook.change-percent", "Change, %", "Cambio, %"},
      {"workbook.policy-ha", "Policy, ha", "Política, ha"},
      {"workbook.reference-ha", "Reference, ha", "Referencia, ha"},
      {"workbook.theme", "Theme", "Tema"},
      {"workbook.of-reference", "Change, % of the reference", "Cambio, % de la referencia"},
      {"workbook.harms-chart", "change against the reference", "cambio frente a la referencia"},
      {"workbook.evidence", "Evidence", "Evidencia"},
      {"workbook.grouped", "Grouped", "Agrupación"},
      {"workbook.by-structure", "By structure", "Por estructura"},
      {"workbook.country-area", "Coca area of countries", "Área de coca de países"},
      {"workbook.zone-area", "Coca area of zones", "Área de coca de zonas"},
      {"workbook.observed-as", "Observed: {kind}", "Observado: {kind}"},
      {"workbook.several",
       "Where a year has several observations of a kind, the column holds their mean; the sheet of "
       "observations has each.",
       "Donde un año tiene varias observaciones de un tipo, la columna contiene su media; la hoja "
       "de observaciones tiene cada una."},

      {"workbook.key-figures", "Key figures after {span}", "Cifras principales tras {span}"},
      {"workbook.lowest-structure", "Net change: lowest median of a structure",
       "Cambio neto: mediana más baja de una estructura"},
      {"workbook.highest-structure", "Net change: highest median of a structure",
       "Cambio neto: mediana más alta de una estructura"},
      {"workbook.with-fall", "Members in which the region’s coca falls",
       "Miembros en los que cae la coca de la región"},
      {"workbook.with-kg-fall", "Members in which potential cocaine falls",
       "Miembros en los que cae la cocaína potencial"},
      {"workbook.share-means", "ha per 100 ha removed, means of the members",
       "ha por 100 ha eliminadas, medias de los miembros"},
      {"workbook.ha-medians", "ha, medians of the members", "ha, medianas de los miembros"},
      {"workbook.shares-note",
       "Means per 100 ha add up to 100 and are what the chart shows; medians need not.",
       "Las medias por 100 ha suman 100 y son lo que muestra el gráfico; las medianas no tienen "
       "por qué sumarlo."},
      {"workbook.everywhere", "Whole region", "Toda la región"},
      {"workbook.ratio", "ratio", "cociente"},
      {"workbook.ha-years", "ha-years", "ha-año"},
      {"workbook.kg-pure", "kg pure", "kg puros"},
      {"workbook.usd", "USD of 2010", "USD de 2010"},
      {"workbook.usd-ha", "USD of 2010 per ha", "USD de 2010 por ha"},
      {"workbook.usd-million-median", "million USD of 2010, medians",
       "millones de USD de 2010, medianas"},
      {"workbook.by-donor", "Extra spending by donor, million USD of 2010",
       "Gasto adicional por donante, millones de USD de 2010"},
      {"workbook.cost-note",
       "Only members with a fall have a cost per net hectare or kilogram; the columns say how many "
       "they are. A negative cost means that the policy is the cheaper one.",
       "Solo los miembros con caída tienen un costo por hectárea o kilogramo netos; las columnas "
       "dicen cuántos son. Un costo negativo significa que la política es la más barata."},

      {"quantity.gross", "Gross removal in the target", "Eliminación bruta en el objetivo"},
      {"quantity.loss", "Loss in the target (net)", "Pérdida en el objetivo (neta)"},
      {"quantity.gain", "Gain elsewhere", "Ganancia en otros lugares"},
      {"quantity.net", "Net change of the region", "Cambio neto de la región"},
      {"quantity.home", "Change elsewhere in the target’s country",
       "Cambio en otras zonas del país del objetivo"},
      {"quantity.abroad", "Change in another country", "Cambio en otro país"},
      {"quantity.share_in_place", "Came back in place", "Volvió allí mismo"},
      {"quantity.share_home", "Came back elsewhere in the target’s country",
       "Volvió en otras zonas del país del objetivo"},
      {"quantity.share_abroad", "Came back in another country", "Volvió en otro país"},
      {"quantity.share_gone", "Gone", "Desapareció"},
      {"quantity.balloon_index", "Balloon index: gain / loss", "Índice globo: ganancia / pérdida"},
      {"quantity.net_hectare_years", "Coca since the start", "Coca desde el inicio"},
      {"quantity.net_cocaine", "Potential cocaine since the start",
       "Cocaína potencial desde el inicio"},
      {"quantity.home_cocaine", "Potential cocaine of the target’s country since the start",
       "Cocaína potencial del país del objetivo desde el inicio"},
      {"quantity.cost", "Extra cost", "Costo adicional"},
      {"quantity.cost_per_net_hectare", "Extra cost for each net hectare less",
       "Costo adicional por hectárea neta menos"},

      {"workbook.sheets", "Sheets", "Hojas"},
      {"workbook.scenarios", "Scenarios; the first is the reference",
       "Escenarios; el primero es la referencia"},
      {"workbook.sheet", "Sheet", "Hoja"},
      {"workbook.what-it-is", "What it is", "Qué es"},
      {"workbook.reading", "How to read it", "Cómo leerlo"},
      {"workbook.meaning", "Meaning", "Significado"},
      {"workbook.read-interval", "50\u00a0%, 90\u00a0%", "50\u00a0%, 90\u00a0%"},
      {"workbook.read-interval-text",
       "Low and high hold 50 or 90\u00a0% of the members (quantiles of type 7). Medians of parts "
       "do "
       "not add up to the median of the whole.",
       "Inferior y superior encierran el 50 o el 90\u00a0% de los miembros (cuantiles de tipo 7). "
       "Las medianas de las partes no suman la mediana del total."},
      {"workbook.read-change", "Change, extra", "Cambio, adicional"},
      {"workbook.read-change-text",
       "Policy minus reference, member by member, with the same parameters and the same random "
       "numbers.",
       "Política menos referencia, miembro por miembro, con los mismos parámetros y los mismos "
       "números aleatorios."},
      {"workbook.read-units", "Units", "Unidades"},
      {"workbook.read-units-text",
       "Coca in ha or thousand ha, cocaine in pure kg or t unless said, money in USD of 2010. "
       "Cells hold all digits; formats round what is shown.",
       "Coca en ha o miles de ha, cocaína en kg o t puros salvo indicación, dinero en USD de 2010. "
       "Las celdas contienen todos los dígitos; los formatos redondean lo que se muestra."},
      {"workbook.read-empty", "Empty cells", "Celdas vacías"},
      {"workbook.read-empty-text",
       "Not observed, or not defined: shares where gross removal is not clearly above that of the "
       "reference, the index where the target’s loss is not clear in 95\u00a0% of the members, "
       "costs per unit where nothing falls.",
       "No observado o no definido: partes donde la eliminación bruta no supera con claridad la de "
       "la referencia, el índice donde la pérdida del objetivo no es clara en el 95\u00a0% de los "
       "miembros, costos por unidad donde nada cae."},
      {"workbook.read-observed-values", "Observed values", "Valores observados"},
      {"workbook.read-observed-values-text",
       "Published figures, compiled with their sources; they differ in method and are not the "
       "truth. All other numbers are results of the model.",
       "Cifras publicadas, compiladas con sus fuentes; difieren en método y no son la verdad. "
       "Todos los demás números son resultados del modelo."},
      {"workbook.calibration", "Calibration", "Calibración"},
      {"workbook.limit", "Limits", "Límites"},
      {"workbook.format", "Format", "Formato"},
      {"workbook.licence", "Licence", "Licencia"},
      {"workbook.licence-text",
       "Balloon is under the Apache License 2.0. The data are compiled facts with their sources. "
       "Cite the program with its version and the sources of the data you used.",
       "Balloon está bajo la licencia Apache 2.0. Los datos son hechos compilados con sus fuentes. "
       "Cite el programa con su versión y las fuentes de los datos que usó."},
  };
}

}  // namespace balloon
