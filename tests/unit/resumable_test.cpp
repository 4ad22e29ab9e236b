// A block that goes on from a checkpoint has the bytes of one that was run from the start.
#include "analysis/resumable.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "io/scenario.hpp"
#include "io/world_reader.hpp"

namespace balloon::analysis {
namespace {

class Resumable : public ::testing::Test {
 protected:
  static model::Policy policy(const model::World& world, const char* id) {
    Faults faults;
    auto scenario = load_scenario(id, world, embedded_scenarios(false), faults);
    EXPECT_TRUE(scenario) << id;
    return scenario->policy;
  }
  void SetUp() override {
    Faults faults;
    auto read = read_world(embedded_files(), faults);
    ASSERT_TRUE(read);
    world = std::make_unique<model::World>(std::move(*read));
    options.members = 3;
    options.lanes = 2;
    options.to = month_index(2014, 12);
  }
  std::unique_ptr<model::World> world;
  RunOptions options;
};

TEST_F(Resumable, GoesOnWithTheBytesOfAWholeRun) {
  const auto reference = policy(*world, "humala-reference");
  const auto squeezed = policy(*world, "humala-2012");
  ASSERT_EQ(first_difference(reference, squeezed), month_index(2012, 1));
  const auto whole = simulate(*world, squeezed, options, {}, nullptr);
  for (const int first : {0, 2}) {
    const int members = first == 0 ? 2 : 1;
    std::vector<Checkpoint> saves{{month_index(2000, 1), {}}, {month_index(2012, 1), {}}};
    const auto base = run_block(*world, reference, options, static_cast<std::uint64_t>(first),
                                members, nullptr, &saves);
    EXPECT_EQ(base.begin, 0);
    for (const auto& save : saves) {
      const auto run = run_block(*world, squeezed, options, static_cast<std::uint64_t>(first),
                                 members, &save, nullptr);
      EXPECT_EQ(run.begin, save.month);
      const auto& shape = whole.result.shape;
      for (int i = 0; i < members; ++i) {
        const auto member = static_cast<std::size_t>(first + i);
        EXPECT_EQ(run.hash[static_cast<std::size_t>(i)], whole.result.hash[member]);
        const float* a = run.rows.data() + static_cast<std::size_t>(i) * shape.member_size();
        const float* b = whole.result.member(first + i);
        const auto skipped = static_cast<std::size_t>(save.month * shape.monthly_width);
        const auto monthly = static_cast<std::size_t>(shape.months * shape.monthly_width);
        EXPECT_EQ(std::memcmp(a + skipped, b + skipped, (monthly - skipped) * sizeof(float)), 0);
        const auto years = monthly + static_cast<std::size_t>(save.month / 12 * shape.yearly_width);
        EXPECT_EQ(std::memcmp(a + years, b + years, (shape.member_size() - years) * sizeof(float)),
                  0);
      }
    }
  }
}

TEST_F(Resumable, RefusesMoreMembersThanABlockHas) {
  const auto reference = policy(*world, "history");
  EXPECT_EQ(block_size(options), 2);
  EXPECT_THROW(run_block(*world, reference, options, 0, 3, nullptr, nullptr),
               std::invalid_argument);
}

}  // namespace
}  // namespace balloon::analysis
