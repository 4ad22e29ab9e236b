#include "apps/wasm/base.hpp"

#include "core/embedded.hpp"
#include "io/draw_source.hpp"
#include "io/world_reader.hpp"

namespace balloon::lab {

std::unique_ptr<Base> read_base(bool with_observed, Faults& faults) {
  const auto files = embedded_files();
  auto world = read_world(files, faults);
  if (!world) return nullptr;
  auto base = std::make_unique<Base>();
  base->world = std::move(*world);
  base->draws =
      choose_draws("posterior", base->world, files, std::string(embedded::data_hash()), faults);
  if (with_observed) base->observed = Observed::read(files, faults);
  base->scenarios = embedded_scenarios(false);
  base->scenarios.cache = make_scenario_cache();
  base->scenarios.hashed = false;
  base->options.lanes = 4;  // two registers a number, as with AVX2 (docs/performance.md)
  base->options.members = most_members;
  base->options.source = base->draws.posterior.get();
  if (!faults.empty()) return nullptr;
  return base;
}

Json faults_json(const Faults& faults) {
  Json list = Json::array();
  for (const auto& f : faults.list())
    list.push_back({{"file", f.file},
                    {"line", f.line},
                    {"path", f.path},
                    {"value", f.value},
                    {"message", f.message},
                    {"text", to_string(f)}});
  return {{"faults", std::move(list)}};
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace balloon::lab
