#include "io/scenario.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <numeric>

#include "core/embedded.hpp"
#include "core/hash.hpp"
#include "io/csv.hpp"
#include "io/scenario_compile.hpp"
#include "io/scenario_document.hpp"
#include "io/scenario_draft.hpp"

namespace balloon {

struct ScenarioCache {
  std::map<std::string, PolicyDraft> drafts;  ///< by the file of the last document applied
};
std::shared_ptr<ScenarioCache> make_scenario_cache() { return std::make_shared<ScenarioCache>(); }

namespace {

constexpr std::size_t max_chain = 8;
constexpr std::string_view folder = "scenarios/";
constexpr std::string_view suffix = ".toml";

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_path(std::string_view name) {
  return name.find('/') != std::string_view::npos || name.find('\\') != std::string_view::npos ||
         ends_with(name, suffix);
}

std::string shipped_path(std::string_view id) {
  return std::string(folder) + std::string(id) + std::string(suffix);
}

/// Any file by its path, at most one byte more than a scenario may have.
FileSource disk_files() {
  auto texts = std::make_shared<std::map<std::string, std::string, std::less<>>>();
  return [texts](std::string_view path) -> std::optional<std::string_view> {
    if (const auto known = texts->find(path); known != texts->end()) return known->second;
    std::ifstream stream(std::string(path), std::ios::binary);
    if (!stream) return std::nullopt;
    std::string text(max_scenario_bytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad()) return std::nullopt;
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return (*texts)[std::string(path)] = std::move(text);
  };
}

/// A scenario's text and where it was found.
struct FoundScenario {
  std::string file;
  std::string text;
  bool shipped = false;
};

class Loader {
 public:
  Loader(const model::World& world, const ScenarioSource& source, Faults& faults)
      : world_(world), source_(source), faults_(faults) {}

  std::optional<Scenario> load(FoundScenario found) {
    const std::size_t before = faults_.size();
    const bool shipped = found.shipped;
    auto documents = read_chain(std::move(found));
    if (documents.empty()) return std::nullopt;
    std::size_t applied = 0;
    PolicyDraft draft = draft_before(documents, applied);
    Scenario scenario;
    for (std::size_t k = 0; k < documents.size(); ++k) {  // from the first ancestor
      const auto& document = documents[k];
      if (k >= applied) {
        if (!document.replay.empty()) replay(document, draft);
        apply_document(document, draft, faults_);
        if (source_.cache && is_shipped(document.file) && faults_.size() == before)
          source_.cache->drafts.emplace(document.file, draft);
      }
      scenario.chain.push_back(document.name);
      for (const auto& text : document.sources) {
        auto& all = scenario.sources;
        if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
      }
    }
    const auto& own = documents.back();
    const auto& compared = nearest_with_against(documents);
    check_against(compared, shipped);
    for (const auto& reading : own.readings)
      find(reading, own.file, shipped, own.line_of("readings"), "readings");
    if (faults_.size() != before) return std::nullopt;
    scenario.policy = draft.finish(own.file, faults_);
    if (faults_.size() != before) return std::nullopt;
    scenario.id = own.name;
    scenario.file = own.file;
    scenario.title = own.title;
    scenario.summary = own.summary;
    scenario.against = beside_file(compared.file, compared.against);
    for (const auto& reading : own.readings)
      scenario.readings.push_back(beside_file(own.file, reading));
    if (source_.hashed) scenario.hash = policy_hash(scenario.policy, world_);
    return scenario;
  }

  /// The file that a name means; `beside` is the file that names it, or "" for a user's request.
  std::optional<FoundScenario> find(std::string_view name, const std::string& beside, bool shipped,
                                    int line, const char* key) {
    const auto fault = [&](std::string message) {
      faults_.add({beside, line, key, printable(name), std::move(message)});
    };
    if (!is_path(name)) {
      if (const auto text = source_.files ? source_.files(shipped_path(name)) : std::nullopt)
        return FoundScenario{shipped_path(name), std::string(*text), true};
      fault("unknown scenario" + suggestion(name, source_.ids) + "; known: " +
            word_list(source_.ids, 40) + "; a file is named by its path, ending in .toml");
      return std::nullopt;
    }
    std::string path(name);
    if (!beside.empty()) {
      if (name.find('/') != std::string_view::npos || name.find('\\') != std::string_view::npos) {
        fault("only a shipped scenario or a file in the same folder may be named here");
        return std::nullopt;
      }
      path = beside_file(beside, path);
    }
    if (!shipped && source_.disk) {
      if (const auto text = source_.disk(path))
        return FoundScenario{path, std::string(*text), false};
    }
    fault("the file " + printable(path, 200) + " is missing or cannot be read");
    return std::nullopt;
  }

 private:
  /// Documents from the first ancestor to the scenario itself; empty with a fault.
  std::vector<ScenarioDocument> read_chain(FoundScenario found) {
    std::vector<ScenarioDocument> documents;
    for (;;) {
      auto document = parse_scenario(found.file, found.text, faults_);
      if (!document) return {};
      const std::string extends = document->extends;
      const int line = document->line_of("extends");
      documents.push_back(std::move(*document));
      if (extends.empty()) break;
      auto next = find(extends, found.file, found.shipped, line, "extends");
      if (!next) return {};
      for (const auto& known : documents) {
        if (known.file == next->file) {
          faults_.add({found.file, line, "extends", printable(extends),
                       "the scenario extends itself, directly or through others"});
          return {};
        }
      }
      if (documents.size() == max_chain) {
        faults_.add(
            {found.file, line, "extends", printable(extends), "a chain of more than 8 scenarios"});
        return {};
      }
      found = std::move(*next);
    }
    std::reverse(documents.begin(), documents.end());
    return documents;
  }

  /// The path of a file that `file` names, which lies in the same folder; ids stay as they are.
  static std::string beside_file(const std::string& file, const std::string& name) {
    const auto slash = file.rfind('/');
    return !is_path(name) || slash == std::string::npos ? name : file.substr(0, slash + 1) + name;
  }

  static bool is_shipped(const std::string& file) { return file.starts_with(folder); }

  /// The draft after the longest beginning of the chain that was put together before; `applied` is
  /// its length.
  PolicyDraft draft_before(const std::vector<ScenarioDocument>& documents,
                           std::size_t& applied) const {
    if (source_.cache)
      for (applied = documents.size(); applied > 0; --applied) {
        const auto found = source_.cache->drafts.find(documents[applied - 1].file);
        if (found != source_.cache->drafts.end()) return found->second;
      }
    applied = 0;
    return PolicyDraft(world_);
  }

  void replay(const ScenarioDocument& document, PolicyDraft& draft) {
    const std::string path = model_table("history");
    const auto text = source_.files ? source_.files(path) : std::nullopt;
    if (text) {
      apply_history(path, *text, world_, draft, faults_);
    } else {
      faults_.add(
          {document.file, document.line_of("replay"), "replay", "history", path + " is missing"});
    }
  }

  /// The scenario itself where it says what it is compared with, else its nearest ancestor that
  /// does.
  static const ScenarioDocument& nearest_with_against(
      const std::vector<ScenarioDocument>& documents) {
    const auto found = std::find_if(documents.rbegin(), documents.rend(),
                                    [](const auto& d) { return !d.against.empty(); });
    return found == documents.rend() ? documents.back() : *found;
  }

  void check_against(const ScenarioDocument& document, bool shipped) {
    if (document.against.empty()) return;
    find(document.against, document.file, shipped, document.line_of("against"), "against");
  }

  const model::World& world_;
  const ScenarioSource& source_;
  Faults& faults_;
};

std::uint64_t bits_of(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

}  // namespace

ScenarioSource embedded_scenarios(bool disk, FileSource data) {
  ScenarioSource source;
  source.files = [data = std::move(data), inside = embedded_files()](
                     std::string_view path) -> std::optional<std::string_view> {
    if (data && path.substr(0, 5) == "data/") return data(path);
    return inside(path);
  };
  for (const auto& file : embedded::files()) {
    if (file.path.substr(0, folder.size()) != folder || !ends_with(file.path, suffix)) continue;
    source.ids.emplace_back(
        file.path.substr(folder.size(), file.path.size() - folder.size() - suffix.size()));
  }
  if (disk) source.disk = disk_files();
  return source;
}

std::optional<Scenario> load_scenario(std::string_view id_or_path, const model::World& world,
                                      const ScenarioSource& source, Faults& faults) {
  Loader loader(world, source, faults);
  auto found = loader.find(id_or_path, "", false, 0, "scenario");
  if (!found) return std::nullopt;
  return loader.load(std::move(*found));
}

std::optional<Scenario> load_scenario_text(std::string file, std::string_view text,
                                           const model::World& world, const ScenarioSource& source,
                                           Faults& faults) {
  return Loader(world, source, faults).load({std::move(file), std::string(text), false});
}

std::vector<ScenarioSummary> list_scenarios(const ScenarioSource& source, Faults& faults) {
  std::vector<ScenarioSummary> list;
  for (const auto& id : source.ids) {
    const std::string path = shipped_path(id);
    const auto text = source.files ? source.files(path) : std::nullopt;
    if (!text) {
      faults.add({path, 0, "", "", "the file is missing or cannot be read"});
      continue;
    }
    const std::size_t before = faults.size();
    auto document = parse_scenario(path, *text, faults);
    if (!document || faults.size() != before) continue;
    list.push_back({document->name, std::move(document->title), std::move(document->summary),
                    std::move(document->against), std::move(document->extends)});
  }
  return list;
}

std::uint64_t policy_hash(const model::Policy& policy, const model::World& world) {
  const ScenarioPlaces places(world);
  std::uint64_t h = hash_text("balloon policy 1");
  const auto put = [&](std::uint64_t x) { h = hash_combine(h, x); };
  for (int k = 0; k < model::instrument_count; ++k) {
    const auto i = static_cast<model::Instrument>(k);
    const auto ids = places.ids(model::instruments[k].place);
    std::vector<int> all(month_count), given;
    std::iota(all.begin(), all.end(), 0);
    for (const int t : all)
      if (!policy.is_idle(i, t)) given.push_back(t);
    const auto put_series = [&](std::uint64_t where, const std::vector<int>& months, auto value) {
      for (const int t : months) {
        const double x = value(t);
        if (x == 0) continue;
        put(where);
        put(static_cast<std::uint64_t>(t));
        put(bits_of(x));
      }
    };
    const std::uint64_t name = hash_text(model::instruments[k].name);
    std::vector<bool> spends((model::hub_count + 1) * static_cast<std::size_t>(month_count));
    const auto note = [&](int hub, int t, double x) {
      if (x != 0) spends[static_cast<std::size_t>(hub * month_count + t)] = true;
    };
    for (std::size_t p = 0; p < ids.size(); ++p) {
      const int place = static_cast<int>(p);
      const std::uint64_t where = hash_combine(name, hash_text(ids[p]));
      put_series(where, given, [&](int t) { return policy.quantity(i, place, t); });
      put_series(where + 1, given, [&](int t) { return policy.money(i, place, t); });
      const int hub = places.funding_hub(i, place);
      for (const int t : given)
        note(hub, t, policy.quantity(i, place, t) + policy.money(i, place, t));
    }
    for (int hub = 0; hub < model::hub_count; ++hub) {
      const std::uint64_t where = hash_combine(name, hash_text(model::hub_ids[hub]));
      put_series(where + 2, all, [&](int t) { return policy.national(i, hub, t); });
      put_series(where + 3, all, [&](int t) { return policy.national_money(i, hub, t); });
      for (int t = 0; t < month_count; ++t)
        note(hub, t, policy.national(i, hub, t) + policy.national_money(i, hub, t));
    }
    for (int hub = 0; hub <= model::hub_count; ++hub) {
      for (int d = 0; d < model::donor_count; ++d) {
        const auto where = hash_combine(name, static_cast<std::uint64_t>(100 + 10 * hub + d));
        put_series(where, all, [&](int t) {
          const bool spent = spends[static_cast<std::size_t>(hub * month_count + t)];
          return spent ? policy.funding(i, hub, d, t) : 0.0;
        });
      }
    }
  }
  const auto& s = policy.structure;
  for (const int x : {static_cast<int>(policy.crops), static_cast<int>(policy.corridors),
                      s.sourcing, s.pass_through, s.price, s.migration, s.buyers, s.risk,
                      s.agglomeration, s.yield_response, s.firms_1990s, s.demand_trend,
                      s.enforcement_violence, s.reaction, s.armed_groups, policy.window_start})
    put(static_cast<std::uint64_t>(static_cast<std::int64_t>(x)));
  for (const int z : policy.target_zones)
    put(hash_text(world.zones[static_cast<std::size_t>(z)].id));
  return h;
}

}  // namespace balloon
