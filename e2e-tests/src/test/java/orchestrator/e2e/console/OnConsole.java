package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.BeforeEach;

/**
 * A study of three organizations, and a browser that looks at it. The tests of a class share server
 * and browser; each has a channel and a tab of its own.
 */
class OnConsole extends OwnServer {
  static final String THREE = "MyOrg3MSP";
  private static final int TASKS_A_CALL = 500;
  private static final List<String> ORGANIZATIONS = List.of(ONE, TWO, THREE);

  /** More than a class has tests. */
  private static final int CHANNELS = 24;

  private static final Set<String> REGISTERED = new HashSet<>();
  private static int tests;

  /** The channel of this test, on the server of the class or on its own. */
  String channel = "";

  /** The server that this test looks at. */
  ServerProcess server;

  /** The first of its three members. */
  Party one;

  /** What this test looks with. */
  Browser browser;

  @BeforeEach
  final void begin() throws Exception {
    browser = shared(Browser.class, Browser::start);
    browser.anew();
    channel = channelOf(tests++ % CHANNELS);
    server = shared(ServerProcess.class, () -> ServerProcess.start(console(classFolder)));
    one = members();
  }

  /** The channel of one of the class's tests. */
  String channelOf(int test) {
    return "channel" + test;
  }

  /** The settings of a server in a folder, with these channels open to all three. */
  ServerSettings console(Path where) throws Exception {
    return ServerSettings.on(where.resolve("data"))
        .withChannels(
            IntStream.range(0, CHANNELS)
                .mapToObj(this::channelOf)
                .distinct()
                .collect(Collectors.toMap(each -> each, each -> ORGANIZATIONS)));
  }

  /** Goes on with a server that no other test has. */
  void alone() throws Exception {
    on(console(folder));
  }

  /** Goes on with a server of this test that has other settings. */
  void on(ServerSettings settings) throws Exception {
    server = start(settings);
    one = members();
  }

  /** Starts that one again, at its address, after it was stopped. */
  void again(String pages) throws Exception {
    server = start(console(folder).withFlags("--http-listen", pages));
    one = party(ONE);
  }

  /** An organization on the channel of this test. */
  Party party(String organization) {
    return connect(server).as(organization, channel);
  }

  /** Registers all three on the channel of this test. */
  void register() {
    newMember(server, TWO, channel);
    newMember(server, THREE, channel);
    newMember(server, ONE, channel);
  }

  private Party members() {
    if (REGISTERED.add(server.pid() + channel)) {
      register();
    }
    return party(ONE);
  }

  /** The address of a page, as the first organization sees it. */
  String link(String path) {
    return "http://%s%s%sorganization=%s&channel=%s"
        .formatted(server.pages(), path, path.contains("?") ? "&" : "?", ONE, channel);
  }

  void open(String path) {
    browser.open(link(path));
  }

  /** Waits until so many streams of events are open at the server. */
  void awaitStreams(int count) throws Exception {
    Waiting waiting = new Waiting(Duration.ofMinutes(1));
    while (server.metric("orchestrator_event_subscribers") != count) {
      assertThat(waiting.isOver()).as("there are not %d streams", count).isFalse();
      waiting.pause();
    }
  }

  String planPage() {
    return "/plans/" + key("plan");
  }

  /**
   * Registers a plan of rounds: each organization trains on what the round before came to, and the
   * first puts the models together.
   */
  void study(int rounds) {
    one.register(measuringFunction("function"));
    one.build(key("function"));
    one.register(function("together"));
    one.build(key("together"));
    one.register(plan("plan"));
    List<NewComputeTask.Builder> tasks = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      List<String> trained = new ArrayList<>();
      for (String organization : ORGANIZATIONS) {
        String name = "train " + round + " " + organization;
        trained.add(name);
        tasks.add(
            (round == 1 ? task(name) : child(name, "together " + (round - 1)))
                .setWorker(organization)
                .putMetadata("round", "" + round)
                .putOutputs("score", output()));
      }
      tasks.add(
          child("together " + round, trained.toArray(String[]::new))
              .setFunctionKey(key("together"))
              .putMetadata("round", "" + round));
    }
    for (int from = 0; from < tasks.size(); from += TASKS_A_CALL) {
      int to = Math.min(from + TASKS_A_CALL, tasks.size());
      one.register(tasks.subList(from, to).toArray(NewComputeTask.Builder[]::new));
    }
  }

  /** The organizations train in a round, with a model and a score each. */
  void train(int round) {
    for (String organization : ORGANIZATIONS) {
      Party party = party(organization);
      String task = "train " + round + " " + organization;
      party.start(key(task));
      party.register(model("model of " + task, task));
      party.register(performance(task, 0.5f + round / 10f));
      party.finish(key(task));
    }
  }

  /** The first organization puts the models of a round together. */
  void together(int round) {
    String task = "together " + round;
    one.start(key(task));
    one.register(model("model of " + task, task));
    one.finish(key(task));
  }
}
