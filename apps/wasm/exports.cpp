// The C functions that the page's workers call (web/src/core/module.ts). Each returns 1, or 0 where
// it failed; texts, words and numbers that an answer consists of lie in one place until the next
// call. Scenarios, and the ensembles run under them, go by keys that the page chooses.
#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "apps/wasm/base.hpp"
#include "apps/wasm/book.hpp"
#include "apps/wasm/mill.hpp"
#include "io/scenario_document.hpp"

#define LAB_EXPORT extern "C" __attribute__((used, visibility("default")))

namespace {

using namespace balloon;
using namespace balloon::lab;

struct Held {
  std::unique_ptr<Base> base;
  std::unique_ptr<Mill> mill;
  std::unique_ptr<Book> book;
  std::map<int, Scenario> scenarios;
  std::string text;
  std::vector<double> numbers;
  Packet packet;
};

Held& held() {
  static Held one;
  return one;
}

const model::Policy& policy(int key) {
  const auto found = held().scenarios.find(key);
  if (found == held().scenarios.end()) throw std::invalid_argument("no scenario has that key");
  return found->second.policy;
}

/// Runs `body`; what it throws becomes the answer's text.
template <class Body>
int guarded(const Body& body) {
  auto& l = held();
  try {
    return body(l) ? 1 : 0;
  } catch (const std::exception& e) {
    Faults faults;
    faults.add({"", 0, "", "", e.what()});
    l.text = dump(faults_json(faults));
    return 0;
  }
}

}  // namespace

/// Reads the world and all; the catalogue where `catalogue`, or the faults.
LAB_EXPORT int lab_start(int catalogue) {
  return guarded([&](Held& l) {
    Faults faults;
    l.base = read_base(catalogue != 0, faults);
    if (!l.base) {
      l.text = dump(faults_json(faults));
      return false;
    }
    l.mill = std::make_unique<Mill>(*l.base);
    l.book = std::make_unique<Book>(*l.base);
    l.text = catalogue != 0 ? dump(catalogue_json(*l.base)) : "{}";
    return true;
  });
}

LAB_EXPORT const char* lab_text() { return held().text.c_str(); }
LAB_EXPORT int lab_text_bytes() { return static_cast<int>(held().text.size()); }
LAB_EXPORT const double* lab_numbers() { return held().numbers.data(); }
LAB_EXPORT int lab_number_count() { return static_cast<int>(held().numbers.size()); }
LAB_EXPORT const std::uint32_t* lab_words() { return held().packet.data(); }
LAB_EXPORT int lab_word_count() { return static_cast<int>(held().packet.size()); }
LAB_EXPORT int lab_block_size() { return analysis::block_size(held().base->options); }

/// Reads a scenario under a key: the text of a file, or the id of a shipped one where `shipped`.
/// The answer is {"document", "scenario"} or the faults; with `key` below 0 nothing is kept.
LAB_EXPORT int lab_scenario(int key, const char* text, int bytes, int shipped, int describe) {
  return guarded([&](Held& l) {
    Faults faults;
    std::string source(text, static_cast<std::size_t>(bytes)), file = "scenario.toml";
    std::optional<Scenario> scenario;
    if (shipped != 0) {
      file = "scenarios/" + source + ".toml";
      scenario = load_scenario(source, l.base->world, l.base->scenarios, faults);
      if (const auto found = l.base->scenarios.files(file)) source = std::string(*found);
    } else {
      scenario = load_scenario_text(file, source, l.base->world, l.base->scenarios, faults);
    }
    if (!scenario) {
      l.text = dump(faults_json(faults));
      return false;
    }
    l.text = "{}";
    if (describe != 0) {
      const auto document = parse_scenario(file, source, faults);
      l.text = dump({{"document", document ? document_json(*document) : Json(nullptr)},
                     {"scenario", scenario_json(*l.base, *scenario)},
                     {"text", source}});
    }
    if (key >= 0) {
      l.mill->forget(key);
      l.scenarios[key] = std::move(*scenario);
    }
    return true;
  });
}

/// Forgets a scenario, its checkpoints and its ensemble.
LAB_EXPORT int lab_forget(int key) {
  return guarded([&](Held& l) {
    l.scenarios.erase(key);
    l.mill->forget(key);
    l.book->close(key);
    return true;
  });
}

LAB_EXPORT int lab_run(int key, int reference, int first, int members) {
  return guarded([&](Held& l) {
    l.packet = l.mill->run(key, policy(key), reference, policy(reference), first, members);
    return true;
  });
}

LAB_EXPORT int lab_open(int key, int members) {
  return guarded([&](Held& l) {
    l.book->open(key, members);
    return true;
  });
}

LAB_EXPORT int lab_take(int key, int reference, const std::uint32_t* words, int count) {
  return guarded([&](Held& l) {
    l.book->take(key, reference, words, static_cast<std::size_t>(count));
    return true;
  });
}

LAB_EXPORT int lab_series(const char* request, int bytes) {
  return guarded([&](Held& l) {
    l.numbers = l.book->series({request, static_cast<std::size_t>(bytes)});
    return true;
  });
}

/// {"ledger", "usable", "failed", "hash", "reference_hash"}
LAB_EXPORT int lab_ledger(int key, int reference, int members) {
  return guarded([&](Held& l) {
    const auto n = l.book->count(key, reference, members);
    l.text =
        dump({{"ledger", l.book->ledger(key, policy(key), reference, policy(reference), members)},
              {"usable", n.usable},
              {"failed", n.failed},
              {"hash", l.book->outcome_hash(key, members)},
              {"reference_hash", l.book->outcome_hash(reference, members)}});
    return true;
  });
}
