// Words of the charts and tables: areas, prices, flows, money, harms.
#include "io/words.hpp"

namespace balloon {

std::vector<Word> words_of_sections() {
  return {
      {"unit.thousand-ha", "thousand ha", "miles de ha"},
      {"unit.usd-kg", "USD of 2010 per kg", "USD de 2010 por kg"},
      {"unit.usd-g", "USD of 2010 per pure g", "USD de 2010 por g puro"},
      {"unit.tonnes-year", "t pure a year", "t puras al año"},
      {"unit.tonnes-reported", "t a year, as reported", "t al año, según lo informado"},

      {"heading.unit", "{what}, {unit}", "{what}, {unit}"},
      {"chart.title", "{what}, {unit}", "{what}, {unit}"},
      {"chart.description",
       "From {first} to {last}. In {last} the policy’s median is {policy}, 90\u00a0% interval "
       "{low} to {high}; the "
       "reference’s median is {reference}.",
       "De {first} a {last}. En {last} la mediana de la política es {policy}, intervalo del "
       "90\u00a0% de {low} a "
       "{high}; la mediana de la referencia es {reference}."},
      {"chart.break", "method {year}", "método {year}"},
      {"table.numbers", "Numbers", "Cifras"},
      {"table.year", "Year", "Año"},
      {"table.policy-range", "Policy, median [90\u00a0%]", "Política, mediana [90\u00a0%]"},
      {"table.reference-median", "Reference, median", "Referencia, mediana"},
      {"table.difference", "Difference [90\u00a0%]", "Diferencia [90\u00a0%]"},

      {"legend.policy", "policy, median", "política, mediana"},
      {"legend.half", "50\u00a0% interval", "intervalo del 50\u00a0%"},
      {"legend.ninety", "90\u00a0% interval", "intervalo del 90\u00a0%"},
      {"legend.reference", "reference, median", "referencia, mediana"},
      {"legend.window", "ledger’s window", "ventana del balance"},
      {"legend.un", "UNODC and national series", "UNODC y series nacionales"},
      {"legend.us", "US government", "Gobierno de EE. UU."},
      {"legend.break", "change of method", "cambio de método"},
      {"legend.zone-observed", "observed (regions added up)", "observado (suma de regiones)"},
      {"legend.mean", "observed, mean of a year", "observado, media anual"},
      {"legend.spot", "observed, a moment or part of a year",
       "observado, un momento o parte del año"},
      {"legend.city", "observed, city or wholesale", "observado, ciudad o mayorista"},
      {"legend.reported", "reported", "informado"},
      {"legend.partial", "estimated or part of a year", "estimado o parte del año"},

      {"areas.heading", "Coca area and what was observed", "Área de coca y lo observado"},
      {"areas.intro",
       "Coca standing at the end of each year. The model runs free from 1990: no observation after "
       "the start "
       "corrects it. Two sensors saw the same fields; they differ by up to two thirds.",
       "Coca en pie al final de cada año. El modelo corre libre desde 1990: ninguna observación "
       "posterior lo "
       "corrige. Dos sensores vieron los mismos campos; difieren hasta en dos tercios."},
      {"areas.intro-calibrated",
       "Coca standing at the end of each year. The members were fitted to these figures up to "
       "{origin}, so that they "
       "follow them is no test; a policy that was not history's parts from them. Two sensors saw "
       "the same fields; "
       "they differ by up to two thirds.",
       "Coca en pie al final de cada año. Los miembros se ajustaron a estas cifras hasta {origin}, "
       "así que "
       "seguirlas no es una prueba; una política que no fue la de la historia se aparta de ellas. "
       "Dos sensores vieron "
       "los mismos campos; difieren hasta en dos tercios."},
      {"areas.beyond",
       "Years after {origin} carry the state of that year on and are no forecast, which the "
       "command balloon forecast "
       "makes.",
       "Los años posteriores a {origin} continúan el estado de ese año y no son un pronóstico: "
       "la orden balloon forecast hace uno."},
      {"areas.zones-heading", "Zones with the most coca or the largest change",
       "Zonas con más coca o con el mayor cambio"},
      {"areas.zones-intro",
       "Zones are more uncertain than countries. Reported regions were redrawn; a point is shown "
       "only for "
       "years in which all regions of the zone were reported.",
       "Las zonas son más inciertas que los países. Las regiones informadas se redibujaron; solo "
       "se muestra un "
       "punto en los años en que se informaron todas las regiones de la zona."},
      {"areas.zone-title", "{zone}, {country}", "{zone}, {country}"},

      {"prices.heading", "Prices", "Precios"},
      {"prices.intro",
       "Means of each year in dollars of 2010 (US consumer prices). Fresh Colombian leaf is "
       "divided by 0.3 to "
       "compare with sun-dried leaf. Observed cocaine is at the farm, in cities or wholesale, "
       "never at ports; "
       "observed base includes paste. Where a price was seen matters as much as when. "
       "Axes are logarithmic.",
       "Medias anuales en dólares de 2010 (precios al consumidor de EE. UU.). La hoja fresca "
       "colombiana se "
       "divide por 0,3 para compararla con hoja secada al sol. La cocaína observada es en finca, "
       "ciudades o al "
       "por mayor, nunca en puertos; la base observada incluye pasta. El lugar del precio importa "
       "tanto como "
       "la fecha. Los ejes son logarítmicos."},
      {"prices.leaf", "Sun-dried leaf at the farm gate", "Hoja secada al sol, en finca"},
      {"prices.base", "Cocaine base", "Base de cocaína"},
      {"prices.cocaine", "Cocaine for export", "Cocaína para exportación"},
      {"prices.retail", "Retail price", "Precio al por menor"},
      {"prices.retail-intro",
       "Observed points only where a price for each pure gram exists; some are crack or averages "
       "over all "
       "sizes of purchase. European street prices are not adjusted for purity and are left out.",
       "Solo hay puntos observados donde existe un precio por gramo puro; algunos son de crack o "
       "promedios de "
       "todos los tamaños de compra. Los precios callejeros europeos no se ajustan por pureza y se "
       "omiten."},

      {"flows.heading", "Trafficking and consumption", "Tráfico y consumo"},
      {"flows.intro",
       "The second balloon: cocaine moves between corridors as coca moves between zones. Corridors "
       "join "
       "regions, never points.",
       "El segundo globo: la cocaína se mueve entre corredores como la coca entre zonas. Los "
       "corredores unen "
       "regiones, nunca puntos."},
      {"flows.corridors", "Cocaine that enters each corridor",
       "Cocaína que entra en cada corredor"},
      {"flows.seizures", "Seizures", "Incautaciones"},
      {"flows.seizures-intro",
       "In producing countries as governments would report them: not adjusted for purity, double "
       "counts "
       "included. In transit: pure.",
       "En los países productores como las informarían los gobiernos: sin ajuste por pureza y con "
       "dobles "
       "conteos. En tránsito: puras."},
      {"flows.in-transit", "In transit", "En tránsito"},
      {"flows.consumption", "Consumption", "Consumo"},

      {"money.heading", "Money", "Dinero"},
      {"money.intro",
       "Cost of all levers, policy minus reference, in million USD of 2010, by who pays. Money "
       "that both runs "
       "spend cancels out.",
       "Costo de todos los instrumentos, política menos referencia, en millones de USD de 2010, "
       "según quién "
       "paga. El dinero que gastan ambas simulaciones se cancela."},
      {"money.caption", "Extra spending by donor, million USD of 2010, median [90\u00a0%]",
       "Gasto adicional por donante, millones de USD de 2010, mediana [90\u00a0%]"},
      {"money.donor", "Who pays", "Quién paga"},
      {"money.total", "Total", "Total"},
      {"money.all", "All", "Todos"},
      {"donor.national", "National budgets", "Presupuestos nacionales"},
      {"donor.USA", "United States", "Estados Unidos"},
      {"donor.EU", "European Union", "Unión Europea"},
      {"donor.other", "Others", "Otros"},
      {"money.cost-heading", "Cost of what is gone", "Costo de lo que desapareció"},
      {"money.cost-intro",
       "Extra cost divided by the fall of the whole region’s coca, and by the fall of its "
       "potential cocaine "
       "since the start. Only members with a fall have such a cost; the columns say how many have "
       "none. A "
       "negative cost means that the policy is the cheaper one.",
       "Costo adicional dividido por la caída de la coca de toda la región y por la caída de su "
       "cocaína "
       "potencial desde el inicio. Solo los miembros con caída tienen tal costo; las columnas "
       "dicen cuántos "
       "no lo tienen. Un costo negativo significa que la política es la más barata."},
      {"money.cost-caption", "Cost by reading and horizon, median [90\u00a0%]",
       "Costo por lectura y horizonte, mediana [90\u00a0%]"},
      {"money.horizon", "After", "Tras"},
      {"money.cost", "Extra cost, million USD", "Costo adicional, millones de USD"},
      {"money.per-hectare", "USD for each net ha", "USD por ha neta"},
      {"money.without-fall-ha", "Members without a fall of area", "Miembros sin caída del área"},
      {"money.per-kg", "USD for each net kg", "USD por kg neto"},
      {"money.without-fall-kg", "Members without a fall of cocaine",
       "Miembros sin caída de la cocaína"},
      {"money.no-such-cost", "no such cost: no member falls", "no existe: ningún miembro cae"},
      {"money.of", "{count} of {members}", "{count} de {members}"},

      {"harms.heading", "People, courts, land", "Personas, justicia, tierra"},
      {"harms.intro",
       "Flows are means a year over the window; stocks are those at its end. The difference is "
       "taken member by "
       "member. “Weakly informed” marks mechanisms with fewer than five observations: read them as "
       "stories "
       "with numbers.",
       "Los flujos son medias anuales de la ventana; las existencias, las de su final. La "
       "diferencia se toma "
       "miembro por miembro. «Poco informado» señala mecanismos con menos de cinco observaciones: "
       "léalos como "
       "relatos con números."},
      {"harms.caption", "Policy and reference, {first} to {last}",
       "Política y referencia, {first} a {last}"},
      {"harms.what", "What", "Qué"},
      {"harms.where", "Where", "Dónde"},
      {"harms.policy", "{place}: policy [90\u00a0%]", "{place}: política [90\u00a0%]"},
      {"harms.reference", "{place}: reference", "{place}: referencia"},
      {"harms.difference", "{place}: difference [90\u00a0%]", "{place}: diferencia [90\u00a0%]"},
      {"harms.weak", "weakly informed", "poco informado"},
      {"harms.elsewhere", "Elsewhere", "Otros lugares"},
      {"harms.by-country", "Every country", "Todos los países"},
      {"harms.armed", "Armed groups", "Grupos armados"},
      {"harms.violence", "Violence", "Violencia"},
      {"harms.justice", "Courts and prisons", "Tribunales y cárceles"},
      {"harms.land", "Land and growers", "Tierra y cultivadores"},
      {"harms.use", "Use in producing countries", "Consumo en los países productores"},
      {"harm.group_strength", "Fighters", "Combatientes"},
      {"harm.group_income", "Groups’ income from the trade, million USD a year",
       "Ingresos de los grupos por el tráfico, millones de USD al año"},
      {"harm.homicides", "Homicides tied to the trade and its repression, a year",
       "Homicidios ligados al tráfico y su represión, al año"},
      {"harm.arrests", "Arrests, a year", "Detenciones, al año"},
      {"harm.courier_arrests", "Couriers arrested at airports, a year",
       "Correos detenidos en aeropuertos, al año"},
      {"harm.awaiting_trial", "Awaiting trial", "En espera de juicio"},
      {"harm.prisoners", "Convicted prisoners, nationals", "Presos condenados, nacionales"},
      {"harm.foreign_prisoners", "Prisoners, foreigners", "Presos, extranjeros"},
      {"harm.forest_cleared", "Forest cut for coca, ha a year",
       "Bosque talado para coca, ha al año"},
      {"harm.grower_income", "Growers’ net income, million USD a year",
       "Ingreso neto de los cultivadores, millones de USD al año"},
      {"harm.displaced_families", "Families displaced, a year", "Familias desplazadas, al año"},
      {"harm.domestic_use", "Base used as paste, t a year", "Base consumida como pasta, t al año"},
      {"harm.domestic_crime", "Crimes tied to domestic use, a year",
       "Delitos ligados al consumo interno, al año"},
  };
}

}  // namespace balloon
