// balloon explain: what the answer of a scenario hangs on.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <filesystem>

#include "apps/cli/cli.hpp"
#include "apps/cli/explain_options.hpp"
#include "core/embedded.hpp"
#include "io/explain_pieces.hpp"
#include "io/json_result.hpp"
#include "io/output_folder.hpp"

namespace balloon::cli {

namespace {

/// The plan from the options; faults where they contradict each other.
void make_plan(const ExplainOptions& o, const StudyRun& run, ExplainStudy& study, Faults& faults) {
  auto& plan = study.plan;
  study.run = &run;
  study.outcome = o.question.outcome;
  study.step = o.question.step;
  plan.world = run.world.get();
  plan.reference = &run.scenarios[0].policy;
  plan.policy = &run.scenarios[1].policy;
  plan.posterior = run.study.draws.posterior.get();
  plan.options = run.study.options;
  plan.options.ranks = ranks();
  plan.screen = o.wants("screen");
  plan.variance = o.wants("sobol");
  plan.channels = o.wants("shapley");
  plan.levers = o.wants("levers");
  plan.trajectories = o.trajectories;
  plan.base = o.base;
  plan.top = o.top;
  plan.histories = o.histories;
  plan.channels_from_1990 = o.channels_from == "1990";
  const auto outcome =
      read_explained(o.question, *run.world, run.scenarios[1], run.scenarios[0], faults);
  if (!outcome) return;
  plan.outcome = *outcome;
  plan.added = read_added(o.question, *run.world, plan.outcome, faults);
}

std::string write_explanation(const ExplainOptions& o, const ExplainStudy& study) {
  // What may be replaced was checked before anything was run.
  OutputFolder folder(o.out, true, study.command);
  std::string wrong = folder.prepare();
  const auto add = [&](const char* name, const std::string& text, const char* what) {
    if (wrong.empty() && !text.empty()) wrong = folder.write(name, text, what);
  };
  add("explain.html", explain_html(study), "the report");
  add("sensitivity.csv", variance_csv(study), "Sobol' indices, one factor a row");
  add("morris.csv", screen_csv(study), "elementary effects, one factor a row");
  add("shapley.csv", channels_csv(study), "channels of displacement, one a row");
  add("levers.csv", lever_effects_csv(study), "what a little more of each lever does");
  if (!wrong.empty()) return wrong;
  Provenance p;
  p.command = study.command;
  p.version = study.run->study.version;
  p.commit = study.run->study.commit;
  p.data_hash = study.run->study.data_hash;
  p.draws = draws_json(study.run->study.draws);
  p.seed = study.plan.options.seed;
  p.members = study.plan.options.members;
  return folder.commit(p);
}

bool all_failed(const decision::Explanation& r) {
  bool any = false;
  const auto count = [&](const decision::RowCount& rows) { any = any || rows.failed < rows.rows; };
  if (r.screen) count(r.screen->rows);
  if (r.variance) count(r.variance->rows);
  if (r.channels) count(r.channels->rows);
  if (r.lever_effects) count(r.lever_effects->rows);
  return !any;
}

int explain_scenario(ExplainOptions& o) {
  o.study.scenarios = {o.scenario};
  o.study.no_readings = true;
  const auto run = prepare(o.study);
  if (!run) return bad_input;
  Faults faults;
  ExplainStudy study;
  make_plan(o, *run, study, faults);
  if (!faults.empty()) return report_faults(faults);
  study.command = o.command_line();
  study.language = o.language;
  const auto fail = [](const std::string& wrong, int code) {
    fmt::print(stderr, "balloon: {}\n", wrong);
    return code;
  };
  ExplainPieces pieces;
  const bool keeps = !o.out.empty() && leads();
  const auto key = explain_key(study);
  int code = success;
  if (keeps) {
    const bool own = ExplainPieces::holds(o.out, key);
    if (const auto wrong = OutputFolder(o.out, o.overwrite || own, study.command).check();
        !wrong.empty())
      code = fail(wrong, bad_input);
    else if (const auto closed = pieces.open(o.out, key); !closed.empty())
      code = fail(closed, failed);
  }
  if (!engine::together(ranks(), [&] { return code == success; }))
    return code == success ? failed : code;
  engine::require_same(ranks(), key, "what they have read");
  const auto& words = terminal();
  Progress progress(
      words.fill("terminal.pairs",
                 {{"policy", study.policy().id},
                  {"reference", study.reference().id},
                  {"count", words.plain(static_cast<double>(decision::pairs_of(study.plan)))}}),
      o.quiet || o.json);
  const auto piece_count = [&] { return words.plain(static_cast<double>(pieces.size())); };
  if (pieces.size() > 0)
    progress.note(words.fill("terminal.going-on", {{"count", piece_count()}, {"folder", o.out}}));
  const auto begin = std::chrono::steady_clock::now();
  study.result = decision::explain(
      study.plan, keeps ? &pieces : nullptr,
      [&](int done, int total) { progress.update(done, total); }, &stop_requested());
  study.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!pieces.error().empty()) fail(pieces.error() + "; what is finished is not kept", failed);
  if (study.result.stopped) {
    fmt::print(stderr, "{}\n",
               o.out.empty() ? std::string(words["terminal.interrupted-lost"])
                             : words.fill("terminal.interrupted-pieces",
                                          {{"count", piece_count()}, {"folder", o.out}}));
    return interrupted;
  }
  progress.finish(words.fill("terminal.seconds", {{"seconds", words.plain(study.seconds, 1)}}));
  if (all_failed(study.result)) return fail(std::string(words["terminal.all-failed"]), failed);
  if (!leads()) return success;
  if (!o.out.empty()) {
    if (const auto wrong = write_explanation(o, study); !wrong.empty())
      code = fail(wrong, failed);
    else
      pieces.remove();
  }
  fmt::print("{}", o.json ? explain_json(study) : explain_text(study));
  if (!o.out.empty() && code == success && !o.json)
    fmt::print("\n{}\n",
               words.fill("terminal.report",
                          {{"file", (std::filesystem::path(o.out) / "explain.html").string()}}));
  return code;
}

}  // namespace

void add_explain(CLI::App& app, int& code) {
  auto* command = app.add_subcommand(
      "explain", "What an answer hangs on: parameters, structure, history, channels, levers");
  static ExplainOptions o;
  o.add_to(*command);
  command->footer(
      "Examples:\n"
      "  balloon explain humala-2012 --out results/why\n"
      "  balloon explain humala-2012 --method shapley --outcome elsewhere --horizon 24\n"
      "  balloon explain plan-colombia --method levers --outcome delivered --window 2000:2008 "
      "--add source_interdiction:COL\n\n"
      "With --out Ctrl-C keeps what is finished, and the same command goes on.");
  command->callback([&code] {
    speak(o.language);
    code = explain_scenario(o);
  });
}

}  // namespace balloon::cli
