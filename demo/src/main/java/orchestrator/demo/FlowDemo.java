package orchestrator.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import orchestrator.client.OrchestratorClient;
import orchestrator.demo.process.ServiceProcess;
import orchestrator.demo.screen.Screen;
import orchestrator.demo.screen.TrailTable;
import orchestrator.demo.shop.Book;
import orchestrator.demo.shop.ServiceMain;
import orchestrator.demo.shop.Shop;
import orchestrator.demo.shop.Shop.Delivery;
import orchestrator.demo.shop.Shop.Order;
import orchestrator.demo.shop.ShopBooks;
import orchestrator.flow.durable.DurableFlows;
import orchestrator.flow.durable.DurableFlowsBuilder;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;

/**
 * Runs the demo of flows: an order goes through three services, each a process of its own; one is
 * killed in the middle. Another order cannot be delivered, and what was done for it is undone.
 */
final class FlowDemo {
  private static final Order FIRST = new Order("tea", 3, "Ghent", true);
  private static final Order SECOND = new Order("tea", 5, "the moon", true);

  private final DemoCommand options;
  private final Ending ending;
  private final PrintStream out = System.out;
  private final long start = System.nanoTime();
  private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
  private final Duration patience;

  /** A run that has begun nothing yet, and hands what it begins to its ending. */
  FlowDemo(DemoCommand options, Ending ending) {
    this.options = options;
    this.ending = ending;
    this.patience = Duration.ofSeconds(options.patience);
  }

  /** Runs to the end; whether that is a good one. */
  boolean run() {
    Path folder = options.data.orElseGet(this::temporary);
    Screen screen = new Screen(out, this::elapsed);
    Map<String, String> homes = Shop.homes(options.hospitalsHere());
    Function<String, OrchestratorClient> connections = options.connections(folder, screen, ending);
    homes.forEach((service, home) -> startService(service, home, folder, screen));
    DurableFlowsBuilder builder =
        DurableFlows.of(connections.apply(options.hospitalsHere().get(0)), List.of(Shop.FLOW));
    homes.forEach(builder::service);
    DurableFlows runner = builder.start();
    ending.add(runner::close);
    screen.say("The flow " + Shop.FLOW + ".");
    String first = options.runName() + " first";
    String second = options.runName() + " second";
    RunResult<Delivery> delivered = goThrough(runner, first, screen);
    RunResult<Delivery> undone = undo(runner, second, screen);
    out.println();
    TrailTable.lines("The first order", runner.history(first)).forEach(out::println);
    out.println();
    TrailTable.lines("The second order", runner.history(second)).forEach(out::println);
    out.println();
    return judge(delivered, undone, folder);
  }

  private void startService(String service, String home, Path folder, Screen screen) {
    ServiceProcess process =
        new ServiceProcess(
            service,
            ServiceMain.class.getName(),
            List.of(
                service,
                options.serverAddress(),
                home,
                options.channelName(),
                book(folder, service).toString()),
            folder.resolve(service).resolve("service.log"));
    services.put(service, process);
    // Before it starts, so that a signal meanwhile ends it too.
    ending.addAlways(process::close);
    process.start();
    screen.say("The service %s of %s: pid %d.".formatted(service, home, process.pid()));
  }

  private static Path book(Path folder, String service) {
    return folder.resolve(service).resolve("book.txt");
  }

  private RunResult<Delivery> goThrough(DurableFlows runner, String id, Screen screen) {
    screen.say(
        "The first order: %d of %s to %s.".formatted(FIRST.pieces(), FIRST.what(), FIRST.to()));
    Run<Delivery> run = runner.start(Shop.FLOW, id, FIRST);
    ServiceProcess cashier = services.get("cashier");
    cashier.await("charging " + id, patience);
    long killed = cashier.pid();
    cashier.kill();
    screen.say("The cashier was charging the card: killed, pid %d.".formatted(killed));
    cashier.start();
    screen.say("The cashier is back: pid %d.".formatted(cashier.pid()));
    RunResult<Delivery> outcome = outcome(run);
    screen.say("The first order: " + told(outcome) + " (" + seconds() + ").");
    return outcome;
  }

  private RunResult<Delivery> undo(DurableFlows runner, String id, Screen screen) {
    screen.say(
        "The second order: %d of %s to %s.".formatted(SECOND.pieces(), SECOND.what(), SECOND.to()));
    RunResult<Delivery> outcome = outcome(runner.start(Shop.FLOW, id, SECOND));
    screen.say("The second order: " + told(outcome) + " (" + seconds() + ").");
    return outcome;
  }

  private RunResult<Delivery> outcome(Run<Delivery> run) {
    try {
      CompletableFuture<RunResult<Delivery>> outcome = run.outcome();
      return outcome.orTimeout(patience.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new StudyFailedException(
          "The order %s did not come to an end in %d s; it went %s."
              .formatted(run.id(), patience.toSeconds(), run.trail()));
    }
  }

  private static String told(RunResult<Delivery> outcome) {
    return outcome
        .result()
        .map(Delivery::where)
        .orElseGet(() -> outcome.fault() == null ? "nothing" : outcome.fault().text() + "; undone");
  }

  private boolean judge(RunResult<Delivery> first, RunResult<Delivery> second, Path folder) {
    ShopBooks books =
        new ShopBooks(Book.read(book(folder, "stock")), Book.read(book(folder, "cashier")));
    int left = books.left(FIRST.what());
    out.println(
        "The stock has %d of %s left; the cashier's book: %s."
            .formatted(left, FIRST.what(), String.join(", ", books.payments())));
    boolean isGood =
        first.isFinished()
            && second.status() == RunResult.Status.FAILED
            && left == books.before(FIRST.what()) - FIRST.pieces()
            && books.isSettled();
    out.println(
        isGood
            ? "Each order was charged once, and what was undone is as it was."
            : "That is not how it should be.");
    out.flush();
    return isGood;
  }

  private Path temporary() {
    Path folder = Folders.temporary("orchestrator-demo-");
    ending.addAlways(() -> Folders.remove(folder));
    return folder;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private String seconds() {
    return String.format(Locale.ROOT, "%.1f s", elapsed().toMillis() / 1000.0);
  }
}
