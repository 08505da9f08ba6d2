import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import orchestrator.client.OrchestratorClient;
import orchestrator.flow.Block;
import orchestrator.flow.Flow;
import orchestrator.flow.FlowBuilder;
import orchestrator.flow.Message;
import orchestrator.flow.Orchestrator;
import orchestrator.flow.durable.DurableFlows;
import orchestrator.flow.durable.ServiceWorker;
import orchestrator.flow.run.FlowRunner;
import orchestrator.flow.run.InMemoryFlows;
import orchestrator.flow.service.Service;

/**
 * Runs a flow of five hops again and again, and tells how many hops a second there are.
 *
 * <p>java -cp app/target/orchestrator.jar e2e-tests/src/measure/FlowLoad.java memory
 *
 * <p>java -cp app/target/orchestrator.jar e2e-tests/src/measure/FlowLoad.java durable HOST:PORT
 * RUNS-AT-ONCE ROUNDS, with a server; orchestrator and service are in this process.
 */
public final class FlowLoad {
  private static final int HOPS = 5;
  private static final Service INC = Service.of("inc", Integer.class, value -> value + 1);

  private FlowLoad() {}

  private static Flow<Integer, Integer> line() {
    FlowBuilder<Integer, Integer> flow = Flow.named("line", Integer.class);
    for (int hop = 0; hop < HOPS; hop++) {
      flow = flow.then(Block.named("b" + hop, Integer.class, Integer.class).asks("inc"));
    }
    return flow.build();
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("memory")) {
      memory();
    } else {
      durable(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    }
  }

  private static void memory() {
    Flow<Integer, Integer> line = line();
    Orchestrator orchestrator =
        Orchestrator.builder().flow(line).transport((visit, message) -> null).build();
    List<Message<Integer>> places = new ArrayList<>();
    for (int hop = 0; hop < HOPS; hop++) {
      Message<Integer> message = Message.of(1).toFlow("line");
      places.add(hop == 0 ? message : message.withSource("b" + (hop - 1)));
    }
    try (FlowRunner runner = InMemoryFlows.of(List.of(line), INC)) {
      for (int round = 0; round < 8; round++) {
        double handled =
            rate(() -> places.forEach(message -> orchestrator.handle(message)), 400_000);
        double run = rate(() -> runner.start(line, "run", 1).outcome().join(), 400_000);
        System.out.printf(
            "handle: %,.0f hops a second (%.0f ns a hop); runs: %,.0f (%.0f ns)%n",
            handled, 1e9 / handled, run, 1e9 / run);
      }
    }
  }

  private static double rate(Runnable run, int times) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      run.run();
    }
    return HOPS * times * 1e9 / (System.nanoTime() - start);
  }

  private static void durable(String target, int atOnce, int rounds) throws Exception {
    Flow<Integer, Integer> line = line();
    try (OrchestratorClient client =
            OrchestratorClient.builder(target)
                .organization("MyOrg1MSP")
                .channel("mychannel")
                .build();
        DurableFlows runner = DurableFlows.of(client, List.of(line)).start();
        ServiceWorker worker =
            ServiceWorker.of(client).service(INC).concurrency(2 * atOnce).start()) {
      for (int round = 0; round < rounds; round++) {
        int runs = 20 * atOnce;
        Semaphore slots = new Semaphore(atOnce);
        CountDownLatch ended = new CountDownLatch(runs);
        long start = System.nanoTime();
        for (int run = 0; run < runs; run++) {
          slots.acquire();
          runner
              .start(line, run)
              .outcome()
              .whenComplete(
                  (outcome, failure) -> {
                    if (failure != null || !outcome.isFinished()) {
                      System.out.println("not finished: " + outcome + " " + failure);
                    }
                    slots.release();
                    ended.countDown();
                  });
        }
        ended.await();
        System.out.printf(
            "%d runs at once: %,.0f hops a second%n",
            atOnce, HOPS * runs * 1e9 / (System.nanoTime() - start));
      }
    }
  }
}
