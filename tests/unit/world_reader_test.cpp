#include "io/world_reader.hpp"

#include <gtest/gtest.h>

#include <map>

#include "io/csv.hpp"
#include "io/words.hpp"

namespace balloon {
namespace {

/// The shipped tables with some texts changed.
class Tables {
 public:
  Tables() {
    const auto shipped = folder_files("data", "data/");
    for (const char* name : {"zones", "drivers", "corridors", "markets", "corridor_shares", "hubs",
                             "links", "groups"}) {
      const auto text = shipped(model_table(name));
      EXPECT_TRUE(text) << name;
      if (text) texts_[model_table(name)] = std::string(*text);
    }
  }

  /// Sets a cell of the first row whose cells start with `row` (one or two ids).
  Tables& set(const char* name, const std::vector<std::string>& row, const char* column,
              const std::string& value) {
    auto& text = texts_[model_table(name)];
    Faults faults;
    const auto table = CsvTable::parse(name, text, faults);
    EXPECT_TRUE(table && table->find(column)) << name << " " << column;
    std::string out;
    const auto put = [&](std::string_view cell, bool last) {
      out += '"';
      for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
      out += last ? "\"\n" : "\",";
    };
    const std::size_t width = table->columns().size();
    for (std::size_t c = 0; c < width; ++c) put(table->columns()[c], c + 1 == width);
    bool done = false;
    for (std::size_t r = 0; r < table->row_count(); ++r) {
      bool hit = !done;
      for (std::size_t k = 0; k < row.size(); ++k) hit = hit && table->cell(r, k) == row[k];
      done = done || hit;
      for (std::size_t c = 0; c < width; ++c)
        put(hit && table->columns()[c] == column ? value : table->cell(r, c), c + 1 == width);
    }
    EXPECT_TRUE(done) << name << " has no row " << row.front();
    text = out;
    return *this;
  }

  /// A cell as a number.
  double number(const char* name, const std::vector<std::string>& row, const char* column) const {
    Faults faults;
    const auto table = CsvTable::parse(name, texts_.at(model_table(name)), faults);
    for (std::size_t r = 0; table && r < table->row_count(); ++r) {
      bool hit = true;
      for (std::size_t k = 0; k < row.size(); ++k) hit = hit && table->cell(r, k) == row[k];
      if (hit) return CsvRow(*table, r, faults).number(column, -1e300, 1e300);
    }
    ADD_FAILURE() << name << " has no row " << row.front();
    return 0;
  }

  /// Repeats the first row that starts with `start`, with `start` replaced by each of `others`.
  Tables& repeat(const char* name, const std::string& start,
                 const std::vector<std::string>& others) {
    auto& text = texts_[model_table(name)];
    const auto at = text.find("\n" + start) + 1;
    const auto rest = text.substr(at + start.size(), text.find('\n', at) - at - start.size());
    for (const auto& other : others) text.insert(at, other + rest + "\n");
    return *this;
  }

  /// A table that the shipped data lack.
  Tables& add(const char* name, const std::string& text) {
    texts_[model_table(name)] = text;
    return *this;
  }

  Tables& remove(const char* name) {
    texts_.erase(model_table(name));
    return *this;
  }

  std::optional<model::World> read(Faults& faults) const {
    return read_world(
        [this](std::string_view path) -> std::optional<std::string_view> {
          const auto found = texts_.find(std::string(path));
          if (found == texts_.end()) return std::nullopt;
          return found->second;
        },
        faults);
  }

  /// The messages of a world that must be refused, one a line.
  std::string refusal() const {
    Faults faults;
    EXPECT_FALSE(read(faults));
    EXPECT_FALSE(faults.empty());
    std::string all;
    for (const auto& fault : faults.list()) all += to_string(fault) + "\n";
    return all;
  }

 private:
  std::map<std::string, std::string> texts_;
};

void expect_in(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << "no \"" << part << "\" in:\n" << text;
}

TEST(WorldReader, ReadsTheShippedWorld) {
  Faults faults;
  const auto world = Tables().read(faults);
  for (const auto& fault : faults.list()) ADD_FAILURE() << to_string(fault);
  ASSERT_TRUE(world);
  EXPECT_EQ(world->countries[0], "COL");
  EXPECT_EQ(world->countries[1], "PER");
  EXPECT_EQ(world->countries[2], "BOL");
  EXPECT_GE(world->zones.size(), 38u);
  EXPECT_EQ(world->neighbours.size(), world->zones.size());
  ASSERT_GE(world->couriers, 0);
  EXPECT_EQ(world->corridors[static_cast<std::size_t>(world->couriers)].id, "COURIER");
  ASSERT_GE(world->backstop, 0);
  EXPECT_EQ(world->corridors[static_cast<std::size_t>(world->backstop)].id, "OVERLAND");
  for (const auto& group : world->groups) EXPECT_EQ(group.reach.size(), world->zones.size());
  double share = 0;
  for (const auto& zone : world->zones) share += zone.country == model::per ? zone.share_1990 : 0;
  EXPECT_NEAR(share, 1, 1e-6);
}

TEST(WorldReader, TheEmbeddedTablesAreTheSame) {
  Faults faults;
  const auto inside = read_world(embedded_files(), faults);
  const auto outside = read_world(folder_files("data", "data/"), faults);
  ASSERT_TRUE(inside && outside);
  ASSERT_EQ(inside->zones.size(), outside->zones.size());
  EXPECT_EQ(inside->zones.back().id, outside->zones.back().id);
}

TEST(WorldReader, YearlyValuesStandAtMidYear) {
  const std::vector<int> years{1990, 1991, 1993};
  const std::vector<double> values{1, 2, 6};
  EXPECT_EQ(monthly_value(years, values, 0), 1);
  EXPECT_EQ(monthly_value(years, values, month_index(1990, 6)), 1);
  EXPECT_NEAR(monthly_value(years, values, month_index(1990, 7)), 1 + 0.5 / 12, 1e-15);
  EXPECT_NEAR(monthly_value(years, values, month_index(1991, 1)), 1 + 6.5 / 12, 1e-15);
  EXPECT_NEAR(monthly_value(years, values, month_index(1992, 7)), 4 + 4 * 0.5 / 24, 1e-15);
  EXPECT_EQ(monthly_value(years, values, month_index(1993, 7)), 6);
  EXPECT_EQ(monthly_value(years, values, month_count - 1), 6);
  EXPECT_EQ(monthly_value({2000}, {3}, 0), 3);
}

TEST(WorldReader, FilesThatAreMissingAreNamed) {
  expect_in(Tables().remove("hubs").refusal(), "data/model/hubs.csv: the file is missing");
}

TEST(WorldReader, SharesMustSumToOne) {
  const double share = Tables().number("corridor_shares", {"EPAC", "USA"}, "share_1990");
  expect_in(Tables()
                .set("corridor_shares", {"EPAC", "USA"}, "share_1990", number_text(share + 0.01))
                .refusal(),
            "share_1990 of USA");
  expect_in(Tables().set("markets", {"USA"}, "consumption_share_1990", "0.5").refusal(),
            "consumption_share_1990: the shares must sum to 1 within 1e-6");
  expect_in(Tables().set("zones", {"PE-HUALLAGA"}, "share_1990", "0.1").refusal(),
            "share_1990 of PER");
  Faults faults;
  EXPECT_TRUE(Tables()
                  .set("corridor_shares", {"EPAC", "USA"}, "share_1990", number_text(share + 5e-7))
                  .read(faults));
}

TEST(WorldReader, UnknownIdsGetASuggestion) {
  expect_in(Tables().set("corridor_shares", {"EPAC", "USA"}, "corridor", "EPACK").refusal(),
            "did you mean EPAC?");
  expect_in(Tables().set("groups", {"SL-VRAEM"}, "reach", "PE-VREAM=1").refusal(),
            "did you mean PE-VRAEM?");
  expect_in(Tables().set("hubs", {"PER"}, "hub", "PRE").refusal(), "no row for PER");
  expect_in(Tables().set("drivers", {"leaf_yield", "COL"}, "series", "leaf_yeld").refusal(),
            "did you mean leaf_yield?");
}

TEST(WorldReader, ValuesOutOfRangeAreNamedWithLineAndColumn) {
  expect_in(Tables().set("corridors", {"EPAC"}, "risk_1990", "1.15").refusal(),
            "data/model/corridors.csv:2: risk_1990: outside 0 to 0.99 (found 1.15)");
  expect_in(Tables().set("markets", {"USA"}, "light_users_1990", "lots").refusal(),
            "light_users_1990: not a finite number");
  expect_in(Tables().set("links", {"PER-COL"}, "cost_usd_per_kg", "nan").refusal(),
            "cost_usd_per_kg");
  expect_in(Tables().set("groups", {"SL-VRAEM"}, "broker_from", "2005").refusal(), "broker_from");
  expect_in(Tables().set("groups", {"SL-VRAEM"}, "reach", "PE-VRAEM=2").refusal(), "reach");
  expect_in(Tables().set("zones", {"CO-NAR"}, "lat", "91").refusal(), "lat: outside -90 to 90");
  expect_in(Tables().set("drivers", {"demand", "USA"}, "value", "0").refusal(), "value");
}

TEST(WorldReader, IdsAndStreamsAreUnique) {
  expect_in(Tables().repeat("zones", "CO-NAR,1", {"CO-NAR,9001"}).refusal(), "the id is taken");
  expect_in(Tables().repeat("zones", "CO-NAR,1", {"CO-NEW,1"}).refusal(), "the stream is taken");
}

TEST(WorldReader, LatentZonesStartEmpty) {
  expect_in(Tables().set("zones", {"PE-HUALLAGA"}, "iso3", "ECU").refusal(),
            "zones outside COL, PER and BOL must be latent");
  expect_in(Tables().set("zones", {"EC-NORTH"}, "share_1990", "0.1").refusal(),
            "a latent zone has no coca at the start");
}

TEST(WorldReader, CapacitiesAreKept) {
  expect_in(Tables().repeat("groups", "FARC,3", {"GA,11", "GB,12", "GC,13", "GD,14"}).refusal(),
            "the model holds at most 6");
}

TEST(WorldReader, YearsOfADriverAscend) {
  expect_in(Tables().repeat("drivers", "demand,SAM,1990", {"demand,SAM,1990"}).refusal(),
            "years of a series");
}

TEST(WorldReader, NamesOfPlacesComeFromTheirTable) {
  const std::string head = "id,english,spanish,source,quality,note\n";
  Faults faults;
  const auto world = Tables()
                         .repeat("zones", "BR-BORDER,43", {"MX-SOUTH,99"})
                         .set("zones", {"MX-SOUTH"}, "iso3", "MEX")
                         .add("names", head + "MEX,Mexico,México,s,assumed,\n")
                         .read(faults);
  for (const auto& fault : faults.list()) ADD_FAILURE() << to_string(fault);
  ASSERT_TRUE(world);
  EXPECT_EQ(world->names.at("MEX").spanish, "México");
  EXPECT_EQ(Words("es").place(*world, "MEX", "MEX"), "México");
  EXPECT_EQ(Words("en").place(*world, "MEX", "MEX"), "Mexico");
  EXPECT_EQ(Words("es").place(*world, "PER", "PER"), "Perú") << "the catalogue's";
  EXPECT_EQ(Words("es").place(*world, "MX-SOUTH", "South"), "South") << "no name at all";

  expect_in(Tables().add("names", head + "MX,Mexico,México,s,assumed,\n").refusal(), "(found MX)");
  expect_in(Tables().add("names", head + "PER,Peru,,s,assumed,\n").refusal(), "spanish");
  expect_in(Tables().add("names", head + "PER,a,b,s,assumed,\nPER,a,b,s,assumed,\n").refusal(),
            "stands twice");
}

TEST(WorldReader, FoldersKeepToThemselves) {
  const auto files = folder_files("data", "data/");
  EXPECT_FALSE(files("data/../CMakeLists.txt"));
  EXPECT_FALSE(files("scenarios/history.toml"));
  EXPECT_FALSE(files("data/model/no-such-file.csv"));
  EXPECT_TRUE(files("data/model/zones.csv"));
}

}  // namespace
}  // namespace balloon
