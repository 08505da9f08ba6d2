package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is not done is warned of. */
class LogsTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("orchestrator.flow");
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final Level before = logger.getLevel();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    events.start();
    logger.addAppender(events);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(events);
    logger.setAdditive(true);
    logger.setLevel(before);
  }

  private List<String> logged(Level level) {
    return events.list.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static Orchestrator orchestrator(Block<Num, Num> block) {
    return Orchestrator.builder().flow(Flow.named("f", Num.class).then(block).build()).build();
  }

  @Test
  void namesAreToldAtTheStart() {
    Object unused = orchestrator(Num.block("a").sends(message -> null));
    Object unusedToo = Service.of("s", Num.class, number -> number);

    assertThat(logged(Level.INFO))
        .containsExactly("flows: [f]; blocks: []", "service s: commands [s]");
    assertThat(logged(Level.WARN)).isEmpty();
  }

  @Test
  void whatThrowsIsWarnedOfWithItsTrace() {
    Handled handled =
        orchestrator(
                Num.block("a")
                    .sends(
                        message -> {
                          throw new IllegalStateException("odd");
                        }))
            .handle(Message.of(Num.of(1)).toFlow("f"));

    assertThat(handled.returned()).isPresent();
    assertThat(logged(Level.WARN))
        .containsExactly("the message of run '', flow 'f', target '', source '' is returned");
    assertThat(events.list.get(events.list.size() - 1).getThrowableProxy().getMessage())
        .isEqualTo("odd");
  }

  @Test
  void whatHasNowhereToGoIsWarnedOf() {
    Orchestrator orchestrator = orchestrator(Num.block("a").sends(message -> null));
    orchestrator.handle(Message.of(Num.of(1)));
    orchestrator.handle(Message.of(Num.of(1)).toFlow("x"));
    orchestrator.handle(Message.of(Num.of(1)).toTarget("y"));

    assertThat(logged(Level.WARN))
        .containsExactly(
            "the message of run '', flow '', target '', source '' has neither a flow nor a"
                + " target, and is returned",
            "the message of run '', flow 'x', target '', source '' has a flow that is not there,"
                + " and is returned",
            "the message of run '', flow '', target 'y', source '' has a target that is not"
                + " there, and is returned");
  }

  @Test
  void theEndOfAFlowIsNoWarning() {
    orchestrator(Num.block("a").sends(message -> null))
        .handle(Message.of(Num.of(1)).toFlow("f").withSource("a"));

    assertThat(logged(Level.WARN)).isEmpty();
  }

  @Test
  void aServiceTellsStartAndEndAndWhatItCannotDo() {
    Service service =
        Service.named("s")
            .command("good", Num.class, number -> number)
            .command("bad", Num.class, number -> Num.of(1 / number.value()))
            .build();
    Message<Num> message = Message.of(Num.of(0));
    service.handle(message.withCommand("good"));
    service.handle(message.withCommand("bad"));
    service.handle(message.withCommand("none"));

    assertThat(logged(Level.INFO))
        .containsExactly(
            "service s: commands [good, bad]",
            "service s begins good",
            "service s has done good",
            "service s begins bad");
    assertThat(logged(Level.WARN))
        .containsExactly("service s failed at bad", "service s has no command none");
  }
}
