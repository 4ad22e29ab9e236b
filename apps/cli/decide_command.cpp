// balloon decide: which split of the money does least harm, and how sure are we?
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <mutex>

#include "apps/cli/cli.hpp"
#include "core/embedded.hpp"
#include "core/hash.hpp"
#include "decision/decide.hpp"
#include "decision/search_state_text.hpp"
#include "io/decide_html.hpp"
#include "io/decide_result.hpp"
#include "io/decide_text.hpp"
#include "io/draw_source.hpp"
#include "io/json_result.hpp"
#include "io/output_folder.hpp"
#include "io/problem_reader.hpp"
#include "io/strategy_file.hpp"

namespace balloon::cli {
namespace {

namespace fs = std::filesystem;

struct DecideOptions {
  std::string problem, out, data, draws = "posterior", method, language = "en";
  int members = 0, population = 0, generations = -1, fresh = 112, shown = 24, channels = 32,
      truths = 16, threads = 0;
  std::uint64_t seed = 0;
  bool json = false, quiet = false, overwrite = false, list = false;

  std::string command() const {
    std::string text = "balloon decide " + problem;
    if (!method.empty()) text += " --method " + method;
    if (population > 0) text += fmt::format(" --population {}", population);
    if (generations >= 0) text += fmt::format(" --generations {}", generations);
    if (members > 0) text += fmt::format(" --members {}", members);
    if (seed > 0) text += fmt::format(" --seed {}", seed);
    text += fmt::format(" --fresh {} --shown {} --channels {} --truths {} --draws {}", fresh, shown,
                        channels, truths, draws);
    if (!data.empty()) text += " --data " + data;
    if (language != "en") text += " --lang " + language;
    return text;
  }
};

int list_them(const DecideOptions& o) {
  Faults faults;
  for (const auto& p : list_problems(scenario_source(o.data), faults)) {
    const auto words = [&](const decision::Titles& titles) {
      const auto found = titles.find(o.language);
      return found != titles.end() ? found->second : titles.count("en") ? titles.at("en") : p.id;
    };
    fmt::print("{}\n  {}\n  {}\n", p.id, words(p.title), words(p.summary));
  }
  return faults.empty() ? success : report_faults(faults);
}

/// One line of progress a stage.
class Stages {
 public:
  explicit Stages(bool quiet) : quiet_(quiet) {}
  void update(const std::string& stage, int done, int total) {
    const std::lock_guard lock(mutex_);
    if (stage != stage_) {
      finish();
      stage_ = stage;
      progress_ = std::make_unique<Progress>(stage, quiet_);
    }
    progress_->update(done, total);
  }
  void end() {
    const std::lock_guard lock(mutex_);
    finish();
  }

 private:
  void finish() {
    if (progress_) progress_->finish("done");
    progress_.reset();
  }
  bool quiet_;
  std::mutex mutex_;
  std::string stage_;
  std::unique_ptr<Progress> progress_;
};

/// Options that replace what the problem's file says.
void apply(const DecideOptions& o, decision::DecisionProblem& problem, Faults& faults) {
  if (!o.method.empty()) problem.method = *decision::method_of(o.method);
  if (o.population > 0) problem.population = o.population;
  if (o.generations >= 0) problem.generations = o.generations;
  if (o.members > 0) problem.members = o.members;
  if (o.seed > 0) problem.seed = o.seed;
  if (decision::many_objectives(problem.method) != (problem.objectives.size() > 1))
    faults.add({"", 0, "--method", std::string(decision::method_name(problem.method)),
                problem.objectives.size() > 1 ? "searches for one objective; the problem has more"
                                              : "needs several objectives; the problem has one"});
  if (problem.method == decision::SearchMethod::nsga2 && problem.population % 4 != 0)
    faults.add({"", 0, "--population", std::to_string(problem.population),
                "must be a multiple of 4 for nsga2"});
}

/// The state left by a run of the same command that was stopped; nothing where there is none. A
/// state of another command is a fault unless it may be replaced.
std::optional<decision::SearchState> state_left(const DecideOptions& o, const std::string& path,
                                                const std::string& key, int generations,
                                                Faults& faults) {
  if (path.empty() || !fs::exists(path)) return std::nullopt;
  const auto text = whole_file(path, "--out", faults);
  if (!text) return std::nullopt;
  std::string why;
  auto state = decision::read_search_state(*text, key, why);
  if (!state && !o.overwrite)
    faults.add({path, 0, "", "",
                "is not a search that this command could go on with (" + why +
                    "); remove it or add --overwrite"});
  if (state && state->generation > generations) {
    if (!o.overwrite)
      faults.add({path, 0, "--generations", std::to_string(generations),
                  fmt::format("are fewer than the {} that this search has had; remove it, add "
                              "--overwrite or ask for more",
                              state->generation)});
    return std::nullopt;
  }
  return state;
}

std::string scenario_name(const decision::DecisionProblem& problem, const std::string& strategy) {
  return problem.id + "-" + strategy;
}

/// The historical split and every chosen strategy as scenario files; their names by strategy.
std::vector<std::pair<std::string, std::string>> write_strategies(
    const decision::DecisionProblem& problem, const decision::DecisionResult& result,
    const model::World& world, OutputFolder& folder, std::string& wrong) {
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<std::size_t> which{0};
  which.insert(which.end(), result.chosen.begin(), result.chosen.end());
  const auto of_title = [&](const char* language) {
    const auto found = problem.title.find(language);
    return found == problem.title.end() ? problem.title.at("en") : found->second;
  };
  for (const auto s : which) {
    const auto& strategy = result.strategies[s];
    StrategyHeading heading;
    heading.name = scenario_name(problem, strategy.id);
    std::string roles;
    for (const auto& role : strategy.roles) roles += (roles.empty() ? "" : ", ") + role_words(role);
    if (s == 0) roles = "the historical split";
    heading.title["en"] = of_title("en") + ": " + strategy.id + " (" + roles + ")";
    heading.title["es"] = of_title("es") + ": " + strategy.id;
    heading.window_start = problem.first_month;
    if (s != 0) heading.against = scenario_name(problem, "historical") + ".toml";
    const auto name = heading.name + ".toml";
    if (wrong.empty())
      wrong = folder.write(name, strategy_text(problem, world, strategy.money, heading),
                           "strategy " + strategy.id + " as a scenario");
    files.emplace_back(strategy.id, name);
  }
  return files;
}

int write_folder(const DecideOptions& o, const decision::DecisionProblem& problem,
                 const decision::DecisionResult& result, const model::World& world,
                 const Provenance& provenance, const analysis::DrawSource& draws,
                 std::string& report) {
  OutputFolder folder(o.out, o.overwrite, provenance.command);
  std::string wrong = folder.prepare();
  const auto files = write_strategies(problem, result, world, folder, wrong);
  DecideReport how;
  how.command = provenance.command;
  how.version = provenance.version;
  how.data_hash = provenance.data_hash;
  how.draws = draws.source;
  how.language = o.language;
  how.files = files;
  if (wrong.empty())
    wrong = folder.write("decision.json", decide_json(problem, result, provenance),
                         "the answer as one document");
  if (wrong.empty())
    wrong = folder.write("strategies.csv", strategies_csv(problem, result), "every strategy, tidy");
  if (wrong.empty())
    wrong = folder.write("decision.txt", decide_text(problem, result), "the answer in words");
  report = "decision.html";
  if (wrong.empty())
    wrong = folder.write(report, decide_html(problem, result, world, how), "report");
  if (wrong.empty()) wrong = folder.commit(provenance);
  report = folder.path_of(report);
  if (wrong.empty()) return success;
  fmt::print(stderr, "balloon: {}\n", wrong);
  return failed;
}

int decide(const DecideOptions& o) {
  if (o.list) return list_them(o);
  Faults faults;
  if (o.problem.empty()) {
    faults.add({"", 0, "PROBLEM", "", "name a problem or a .toml file; --list shows those inside"});
    return report_faults(faults);
  }
  const auto world = load_world(o.data);
  if (!world) return bad_input;
  const auto source = scenario_source(o.data);
  auto problem = load_problem(o.problem, *world, source, faults);
  if (!problem) return report_faults(faults);
  apply(o, *problem, faults);
  if (!faults.empty()) return report_faults(faults);

  decision::DecidePlan plan;
  plan.world = &*world;
  plan.problem = &*problem;
  if (!strategy_base(*problem, *world, source, plan.base, plan.levers, faults))
    return report_faults(faults);
  const auto files = data_files(o.data);
  Provenance provenance;
  provenance.command = o.command();
  provenance.version = std::string(embedded::version());
  provenance.commit = std::string(embedded::commit());
  provenance.data_hash =
      o.data.empty() ? std::string(embedded::data_hash()) : model_data_hash(files);
  const auto draws = choose_draws(o.draws, *world, files, provenance.data_hash, faults);
  if (!faults.empty()) return report_faults(faults);
  print_notes(draws);
  provenance.draws = draws_json(draws);
  provenance.seed = problem->seed;
  provenance.members = o.fresh;
  plan.posterior = draws.posterior.get();
  plan.options.source = draws.posterior.get();
  plan.options.threads = o.threads > 0 ? o.threads : default_threads();
  plan.options.ranks = ranks();
  plan.fresh_members = o.fresh;
  plan.shown = o.shown;
  plan.channel_members = o.channels;
  plan.truths = o.truths;

  std::string state_path;
  if (!o.out.empty()) {
    const bool writable = engine::together(ranks(), [&] {
      const auto wrong =
          leads() ? OutputFolder(o.out, o.overwrite, provenance.command).check() : "";
      if (!wrong.empty()) fmt::print(stderr, "balloon: {}\n", wrong);
      return wrong.empty();
    });
    if (!writable) return bad_input;
    state_path = (fs::path(o.out) / "").parent_path().string() + ".search";
  }
  // What the search depends on: the problem as it stands after the options, and the members.
  std::uint64_t key = hash_text(provenance.draws);
  key = hash_combine(key, decision::problem_hash(*problem));
  for (const auto& text : {provenance.data_hash, provenance.version, provenance.commit})
    key = hash_combine(key, hash_text(text));
  const auto resume = state_left(o, state_path, hex64(key), problem->generations, faults);
  if (!faults.empty()) return report_faults(faults);
  const auto generation = static_cast<std::uint64_t>(resume ? resume->generation + 1 : 0);
  engine::require_same(ranks(), hash_combine(key, generation), "what they have read");
  if (resume && !o.quiet)
    fmt::print(stderr, "Going on after generation {} ({}).\n", resume->generation, state_path);

  Stages stages(o.quiet || o.json);
  decision::DecideHooks hooks;
  hooks.progress = [&](const std::string& stage, int done, int total) {
    stages.update(stage, done, total);
  };
  std::string state_wrong;
  hooks.generation = [&](const decision::SearchState& state) {
    if (state_path.empty() || !state_wrong.empty() || !leads()) return;
    state_wrong =
        write_file_atomically(state_path, decision::search_state_text(state, hex64(key)), true);
    if (!state_wrong.empty()) fmt::print(stderr, "balloon: {}\n", state_wrong);
  };
  hooks.stop = &stop_requested();
  const auto result = decision::decide(plan, hooks, resume);
  stages.end();
  if (!result) {
    if (state_path.empty())
      fmt::print(stderr, "Interrupted. With --out the same command could go on.\n");
    else
      fmt::print(stderr, "Interrupted. The same command goes on from {}.\n", state_path);
    return interrupted;
  }
  int code = result->feasible ? success : failed;
  if (!leads()) return code;
  std::string report;
  if (!o.out.empty()) {
    const int written = write_folder(o, *problem, *result, *world, provenance, draws, report);
    if (written != success)
      code = written;
    else
      fs::remove(state_path);
  }
  fmt::print("{}",
             o.json ? decide_json(*problem, *result, provenance) : decide_text(*problem, *result));
  if (!report.empty() && !o.json)
    fmt::print("\n{}\n", terminal().fill("terminal.report", {{"file", report}}));
  return code;
}

}  // namespace

void add_decide(CLI::App& app, int& code) {
  auto* command = app.add_subcommand(
      "decide", "Search for the splits of a budget that do best, and say how sure that is");
  static DecideOptions o;
  command->add_option("problem", o.problem, "a shipped problem or a .toml file (docs/problems.md)")
      ->type_name("PROBLEM");
  command->add_flag("--list", o.list, "list the problems inside the program");
  command
      ->add_option("--out", o.out,
                   "folder for report, documents and strategies as scenarios; also keeps the "
                   "search, so that the same command goes on after an interruption")
      ->type_name("DIR");
  command->add_flag("--overwrite", o.overwrite, "replace results that are already there");
  command->add_option("--method", o.method, "nsga2, moead, cmaes or sade (default: the problem's)")
      ->check(CLI::IsMember({"nsga2", "moead", "cmaes", "sade"}));
  command->add_option("--population", o.population, "strategies a generation")
      ->check(CLI::Range(8, 1000));
  command->add_option("--generations", o.generations, "generations")->check(CLI::Range(0, 10000));
  command->add_option("--members", o.members, "members that the search runs each strategy on")
      ->check(CLI::Range(8, 2000));
  command->add_option("--seed", o.seed, "seed of the search and of the members' future")
      ->check(is_seed());
  command->add_option("--fresh", o.fresh, "other members on which what was found is judged anew")
      ->check(CLI::Range(8, 10000))
      ->capture_default_str();
  command->add_option("--shown", o.shown, "strategies that are judged anew and shown, at most")
      ->check(CLI::Range(1, 500))
      ->capture_default_str();
  command
      ->add_option("--channels", o.channels,
                   "members for the decomposition by channel; 0 leaves it out")
      ->check(CLI::Range(0, 2000))
      ->capture_default_str();
  command
      ->add_option("--truths", o.truths,
                   "members in which an agency plans again every year; 0 leaves it out")
      ->check(CLI::Range(0, 2000))
      ->capture_default_str();
  command->add_option("--threads", o.threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
  command
      ->add_option("--draws", o.draws,
                   "members from: posterior, forecast, prior or a folder with draws.csv")
      ->type_name("SOURCE")
      ->capture_default_str();
  command->add_option("--data", o.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  add_language(*command, o.language, "language of the report: en or es");
  command->add_flag("--json", o.json, "print one JSON document instead of text");
  command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  command->footer(
      "Examples:\n"
      "  balloon decide --list\n"
      "  balloon decide humala-budget --out results/humala-budget\n"
      "  balloon decide my-problem.toml --generations 100 --members 96 --out results/mine\n"
      "  balloon run results/humala-budget/humala-budget-s05.toml\n\n"
      "Exit code 1: no split was found that keeps all limits.");
  command->callback([&code] {
    speak(o.language);
    code = decide(o);
  });
}

}  // namespace balloon::cli
