// The order of a month as a table, printed by `balloon model` and checked against month.hpp.
#pragma once

namespace balloon::model {

struct Step {
  int number;
  const char* name;
  const char* file;
  const char* what;
};

inline constexpr Step month_order[] = {
    {1, "policy", "politics.hpp", "levers of the month; reaction rule; state presence"},
    {2, "enforcement", "enforcement.hpp", "money or hectares become effort by zone and corridor"},
    {3, "eradication", "eradication.hpp", "coca lost, replanting, growers who leave"},
    {4, "growth and harvest", "cultivation.hpp", "ageing, leaf; traditional and legal leaf first"},
    {5, "processing", "processing.hpp", "leaf to base at the zone, base to cocaine at the hub"},
    {6, "market clearing", "market_clearing.hpp",
     "six prices at which stocks and output meet orders"},
    {7, "flows and interdiction", "interdiction.hpp", "corridor loads, shipments, seizures"},
    {8, "retail and consumption", "consumption.hpp", "users, consumption, domestic use of paste"},
    {9, "learning", "learning.hpp", "expected revenue, perceived risk, buyers, corridor risk"},
    {10, "growers", "growers.hpp", "desired area, planting, abandonment, migration, programmes"},
    {11, "armed groups and organisations", "armed_groups.hpp",
     "levies, strength; entry and break-up"},
    {12, "harms, justice, money", "harms.hpp",
     "violence, income, forest; arrests and prisons; costs"},
    {13, "observation", "observation.hpp", "what UNODC and the US government would report"},
};

}  // namespace balloon::model
