// Money: who paid, how much more than in the reference, and what a net hectare or kilogram cost.
#include <algorithm>

#include "io/report_figures.hpp"

namespace balloon::report {

namespace {

using namespace model;
using analysis::Arm;

/// Policy minus reference, over donors and years.
double member_spending(const Context& context, const Arm& arm, int member,
                       const std::vector<int>& donors, const std::vector<int>& years) {
  double sum = 0;
  for (const int y : years)
    sum += annual_value(arm.ensemble, o_donor_spending, member, donors, y, Annual::sum) -
           annual_value(context.reference().ensemble, o_donor_spending, member, donors, y,
                        Annual::sum);
  return sum;
}

std::string donor_table(const Context& context) {
  const auto& words = context.words;
  const auto years = years_to(context.policy(), context.last_row()->horizon);
  Table table(context.text("money.caption"));
  std::vector<std::string> head = {context.text("money.donor")};
  for (const int y : years) head.push_back(Words::year(y));
  head.push_back(context.text("money.total"));
  table.head(head);
  const auto line = [&](const std::string& label, const std::vector<int>& donors) {
    std::vector<std::string> cells = {label};
    std::vector<std::vector<int>> spans;
    for (const int y : years) spans.push_back({y});
    spans.push_back(years);
    for (const auto& span : spans)
      cells.push_back(
          interval_text(words, extra_spending(context, donors, span), styles::millions));
    table.row(cells, donors.size() > 1 ? "total" : "");
  };
  for (int d = 0; d < donor_count; ++d)
    line(context.text(std::string("donor.") + donor_ids[d]), {d});
  line(context.text("money.all"), first_places(donor_count));
  return table.html();
}

std::string cost_table(const Context& context) {
  const auto& words = context.words;
  Table table(context.text("money.cost-caption"));
  table.head({context.text("money.horizon"), context.text("money.cost"),
              context.text("money.per-hectare"), context.text("money.without-fall-ha"),
              context.text("money.per-kg"), context.text("money.without-fall-kg")});
  const auto of = [&](int count, int members) {
    return context.text("money.of",
                        {{"count", words.number(count)}, {"members", words.number(members)}});
  };
  for (const auto& arm : context.study.arms) {
    if (context.study.arms.size() > 1) table.group(escape(context.title(arm)));
    for (const auto& row : arm.ledger.rows) {
      if (row.horizon < 12 || !booked(context, arm, row.horizon)) continue;
      const int members = arm.ledger.usable;
      table.row({words.span(row.horizon), interval_text(words, row.cost, styles::millions),
                 row.members_with_fall > 0
                     ? interval_text(words, row.cost_per_net_hectare, styles::dollars)
                     : context.text("money.no-such-cost"),
                 of(members - row.members_with_fall, members),
                 row.members_with_kg_fall > 0
                     ? interval_text(words, row.cost_per_net_kg, styles::dollars)
                     : context.text("money.no-such-cost"),
                 of(members - row.members_with_kg_fall, members)});
    }
  }
  return table.html();
}

}  // namespace

std::vector<int> years_to(const Arm& arm, int horizon) {
  std::vector<int> years;
  const int start = arm.ledger.window_start;
  for (int y = year_of(start); y <= year_of(start + horizon - 1); ++y) years.push_back(y);
  return years;
}

bool booked(const Context& context, const Arm& arm, int horizon) {
  const int december = month_index(years_to(arm, horizon).back(), 12);
  return december <= std::min(arm.ensemble.to, context.reference().ensemble.to);
}

Interval extra_spending(const Context& context, const std::vector<int>& donors,
                        const std::vector<int>& years) {
  std::vector<double> values;
  for (const int i : context.members)
    values.push_back(member_spending(context, context.policy(), i, donors, years));
  return analysis::summarise(values);
}

std::string money_section(Context& context) {
  std::string html = heading(2, context.words["money.heading"], "money");
  if (!context.recorded(o_donor_spending) || context.last_row() == nullptr ||
      context.members.empty() || !booked(context, context.policy(), context.last_row()->horizon))
    return html + paragraph(context.text("report.not-recorded"));
  html += paragraph(context.text("money.intro"));
  html += donor_table(context);
  html += heading(3, context.words["money.cost-heading"]);
  html += paragraph(context.text("money.cost-intro"));
  html += cost_table(context);
  return html;
}

}  // namespace balloon::report
