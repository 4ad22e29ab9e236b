// One member advanced month by month, open to inspection: state, flows and constants.
#pragma once

#include <memory>

#include "model/month.hpp"

namespace balloon::test {

struct SingleArch;
using One = Lanes<1, SingleArch>;

/// The world and policy must live as long as the run.
class Single {
 public:
  Single(const model::World& world, const model::Policy& policy, const model::Draw& draw,
         std::uint64_t seed = 2012, std::uint64_t member = 0)
      : world_(&world),
        policy_(&policy),
        p_(std::make_unique<Parts>()),
        seed_(seed),
        member_(member) {
    for (int i = 0; i < model::parameter_count; ++i) p_->parameters.value[i] = One(draw.value[i]);
    for (int i = 0; i < model::switch_count; ++i)
      p_->parameters.structure[i] = One(draw.structure[i]);
    model::start(context(-model::burn_in_months), p_->constants, p_->state, p_->flows);
  }

  /// What the model may read in a month; months after the drivers' last repeat it.
  model::Context<One> context(int month) const {
    model::Context<One> c{*world_, *policy_, p_->parameters, p_->constants, key()};
    c.month = month;
    c.burn_in = month < 0;
    c.t = month < 0 ? 0 : month < month_count ? month : month_count - 1;
    return c;
  }

  /// Advances one month; gives its balance error.
  double advance(int month) {
    return model::month(context(month), p_->constants, p_->state, p_->flows, p_->reports).lane(0);
  }
  void burn_in() {
    for (int m = -model::burn_in_months; m < 0; ++m) advance(m);
  }
  /// From the next month on the world is another one of the same shape.
  void change_world(const model::World& world) { world_ = &world; }

  model::State<One>& state() { return p_->state; }
  model::Flows<One>& flows() { return p_->flows; }
  model::Constants<One>& constants() { return p_->constants; }
  const model::Parameters<One>& parameters() const { return p_->parameters; }
  double coca(int zone) const { return model::coca(p_->state, zone).lane(0); }
  bool failed() const { return p_->state.failed.lane(0); }

 private:
  struct Parts {
    model::Parameters<One> parameters{};
    model::Constants<One> constants{};
    model::State<One> state{};
    model::Flows<One> flows{};
    model::Reports<One> reports{};
  };
  StreamKey<One> key() const { return {seed_, One::WordsType(member_)}; }

  const model::World* world_;
  const model::Policy* policy_;
  std::unique_ptr<Parts> p_;
  std::uint64_t seed_, member_;
};

}  // namespace balloon::test
