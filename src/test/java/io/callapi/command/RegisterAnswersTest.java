package io.callapi.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.bus.TypedBus;
import io.callapi.command.RegisterRequest.CancelCommand;
import io.callapi.command.RegisterRequest.CommandPage;
import io.callapi.command.RegisterRequest.FindCommand;
import io.callapi.command.RegisterRequest.Found;
import io.callapi.command.RegisterRequest.ListCommands;
import io.callapi.command.RegisterRequest.NotDone;
import io.callapi.command.RegisterRequest.RegisterReply;
import io.callapi.command.RegisterRequest.Viewer;
import io.callapi.command.RegisterRequest.Why;
import io.callapi.command.ToldNotices.Told;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may see which commands, where there are access tokens and where there are none. */
class RegisterAnswersTest {

  private static final Viewer OWNER = new Viewer("mine", false);
  private static final Viewer OTHER = new Viewer("other", false);
  private static final Viewer WITHOUT_TOKENS = new Viewer("other", true);

  private final Vertx vertx = Vertx.vertx();
  private final CommandRegister register = new CommandRegister();
  private final RegisterAnswers answers =
      new RegisterAnswers(register, Map.of(), new TypedBus(vertx));

  record Params(String text) {}

  private static final CommandType<Params> TYPE =
      new CommandType<>(
          "Test",
          parameters -> new Params(""),
          Params.class,
          params -> new Subject.Nothing(),
          null,
          beginning -> Step.end());

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void claim(String cmdId, String text) {
    register.claim(new StartCommand(cmdId, true, "mine", "Test", new Params(text)));
  }

  private RegisterReply ask(RegisterRequest request) {
    return answers.answer(request).result();
  }

  private CommandPage list(Viewer viewer) {
    return (CommandPage) ask(new ListCommands(viewer, null, null, 0, 1000));
  }

  @Test
  void showsACommandOfAnotherSessionOnlyWhereThereAreNoTokens() {
    claim("c", "");

    assertThat(ask(new FindCommand(OWNER, "c"))).isInstanceOf(Found.class);
    assertThat(ask(new FindCommand(WITHOUT_TOKENS, "c"))).isInstanceOf(Found.class);
    assertThat(ask(new FindCommand(OTHER, "c"))).isEqualTo(new NotDone(Why.UNKNOWN, ""));
    assertThat(list(OWNER).commands()).hasSize(1);
    assertThat(list(WITHOUT_TOKENS).commands()).hasSize(1);
    assertThat(list(OTHER).commands()).isEmpty();
  }

  @Test
  void letsNobodyCancelACommandOfAnotherSession() {
    claim("c", "");

    assertThat(ask(new CancelCommand(OTHER, "c"))).isEqualTo(new NotDone(Why.UNKNOWN, ""));
    assertThat(ask(new CancelCommand(WITHOUT_TOKENS, "c")))
        .isEqualTo(new NotDone(Why.NOT_OWN, "Test"));
  }

  /** The bus says of what has reached an address that is just being given up: not answered. */
  @Test
  void saysThatACommandHasEndedThatEndsWhileItIsBeingCancelled() {
    StartCommand request = new StartCommand("c", true, "mine", "Test", new Params(""));
    register.claim(request);
    TypedBus.install(vertx);
    TypedBus bus = new TypedBus(vertx);
    bus.serve(
        CommandSignal.ADDRESS.of("c"),
        signal -> {
          register.ended(request, Told.NONE);
          return Future.failedFuture("not answered");
        });

    assertThat(
            new RegisterAnswers(register, Map.of("Test", TYPE), bus)
                .answer(new CancelCommand(OWNER, "c"))
                .await())
        .isEqualTo(new NotDone(Why.ENDED, "Test"));
  }

  @Test
  void makesAPageNoLongerThanAClientCanRead() {
    IntStream.range(0, 20).forEach(i -> claim("c" + i, "x".repeat(60_000)));

    CommandPage first = list(OWNER);
    CommandPage second = (CommandPage) ask(new ListCommands(OWNER, null, null, first.next(), 1000));

    assertThat(first.commands()).hasSize(5);
    assertThat(second.commands().get(0).cmdId()).isEqualTo("c5");
  }
}
