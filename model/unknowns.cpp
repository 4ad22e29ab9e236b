#include "model/unknowns.hpp"

namespace balloon::model {

namespace {
struct ScalarArch;
using Scalar = Lanes<1, ScalarArch>;
}  // namespace

std::vector<double> stream_unknowns(const World& world, std::uint64_t seed, std::uint64_t member,
                                    int last_year) {
  const UnknownLayout at(world);
  std::vector<double> u(static_cast<std::size_t>(at.size(last_year)));
  const auto put = [&](int where, const Scalar& x) {
    u[static_cast<std::size_t>(where)] = x.lane(0);
  };
  stream_scores(seed, member, u.data());
  const Policy policy;
  const Parameters<Scalar> none{};
  const Constants<Scalar> constants{};
  const Context<Scalar> c{
      world, policy, none, constants, {seed, typename Scalar::WordsType(member)}};
  Normals<Scalar> n;
  take_start_normals(c, n);
  for (int h = 0; h < hub_count; ++h) put(at.start_area(h), n.start_area[h]);
  for (int i = 0; i < 2 * hub_count; ++i) put(at.start_price(i), n.start_price[i]);
  for (int z = 0; z < at.zones; ++z) {
    put(at.start_share(z), n.start_share[z]);
    put(at.start_split(z), n.start_split[z]);
  }
  for (int year = first_year; year <= last_year; ++year) {
    take_year_normals(c, year, n);
    for (int z = 0; z < at.zones; ++z) put(at.supply_zone(year, z), n.supply_zone[z]);
    for (int h = 0; h < hub_count; ++h) put(at.supply_hub(year, h), n.supply_hub[h]);
    for (int m = 0; m < at.markets; ++m) put(at.demand(year, m), n.demand[m]);
    for (int i = 0; i < at.corridors; ++i) put(at.corridor(year, i), n.corridor[i]);
  }
  return u;
}

}  // namespace balloon::model
