package orchestrator.e2e.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.NewComputeTask;

/** A study of three organizations, and a browser that looks at it. */
class OnConsole extends OwnServer {
  static final String THREE = "MyOrg3MSP";
  private static final int TASKS_A_CALL = 500;
  private static final List<String> ORGANIZATIONS = List.of(ONE, TWO, THREE);

  /** The usual settings, with the channel open to all of them. */
  ServerSettings console() {
    return settings().withChannels(Map.of("mychannel", ORGANIZATIONS));
  }

  Browser browser() throws IOException {
    return closing(Browser.start());
  }

  String address(ServerProcess server, String path) {
    return "http://%s%s%sorganization=%s&channel=mychannel"
        .formatted(server.pages(), path, path.contains("?") ? "&" : "?", ONE);
  }

  String planPage() {
    return "/plans/" + key("plan");
  }

  /** Registers all organizations of the channel, and gives the first. */
  Party members(ServerProcess server) {
    newMember(server, TWO);
    newMember(server, THREE);
    return newMember(server, ONE);
  }

  /**
   * Registers a plan of rounds: each organization trains on what the round before came to, and the
   * first puts the models together.
   */
  void study(Party one, int rounds) {
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
  void train(ServerProcess server, int round) {
    for (String organization : ORGANIZATIONS) {
      Party party = connect(server).as(organization, "mychannel");
      String task = "train " + round + " " + organization;
      party.start(key(task));
      party.register(model("model of " + task, task));
      party.register(performance(task, 0.5f + round / 10f));
      party.finish(key(task));
    }
  }

  /** The first organization puts the models of a round together. */
  void together(Party one, int round) {
    String task = "together " + round;
    one.start(key(task));
    one.register(model("model of " + task, task));
    one.finish(key(task));
  }
}
