package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The caller has several phones, on a proxy that is configured as delivered. */
@LiveProxy
class FieldOnePhoneLiveIT {

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, PhoneFarm phones, LiveCalls calls) {
    this.proxy = proxy;
    this.phones = phones;
    this.calls = calls;
  }

  @Test
  void callsOneOfThePhonesOfTheCaller() {
    phones.register("alice", "team").await();
    phones.register("bob", "team").await();
    String team = "sip:team@" + proxy.host() + ":" + proxy.sipPort();

    CommandRun run = calls.commands().start(team, "carol").awaitEnd();
    calls.leaves(run.newCall());

    assertThat(phones.phone("alice").timesCalled() + phones.phone("bob").timesCalled()).isOne();
  }

  @Test
  void callsAllPhonesOfTheCallee() {
    phones.register("noanswer", "crew").await();
    phones.register("laterings", "crew").await();
    String crew = "sip:crew@" + proxy.host() + ":" + proxy.sipPort();

    CommandRun run = calls.commands().start("alice", crew).awaitEnd();
    calls.leavesCallOf(run.newCall(), "alice", "laterings");

    assertThat(phones.phone("noanswer").timesCalled()).isOne();
  }
}
