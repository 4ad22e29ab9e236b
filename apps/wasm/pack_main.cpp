// Writes the posterior that travels with the lab: the draws that its members take, and no more. The
// argument says which of the two files goes to standard output, draws or json.
#include <cstdio>
#include <cstring>
#include <set>

#include "apps/wasm/base.hpp"
#include "io/posterior_file.hpp"
#include "io/world_reader.hpp"

int main(int argc, char** argv) {
  using namespace balloon;
  Faults faults;
  std::vector<std::string> notes;
  const auto files = embedded_files();
  const auto world = read_world(files, faults);
  const auto whole = world ? read_posterior(files, *world, faults, notes) : nullptr;
  if (!whole || argc != 2) {
    for (const auto& f : faults.list()) std::fprintf(stderr, "%s\n", to_string(f).c_str());
    return 2;
  }
  std::set<std::size_t> taken;
  for (int i = 0; i < lab::most_members; ++i)
    taken.insert(whole->draw_of(static_cast<std::uint64_t>(i)));
  auto parts = whole->parts();
  parts.of = parts.hash;
  std::vector<analysis::PosteriorDraw> draws;
  for (const auto i : taken) draws.push_back(parts.draws[i]);
  parts.draws = std::move(draws);
  const auto text = posterior_text(*world, parts);
  const auto& file = std::strcmp(argv[1], "draws") == 0 ? text.draws : text.json;
  std::fwrite(file.data(), 1, file.size(), stdout);
  return 0;
}
