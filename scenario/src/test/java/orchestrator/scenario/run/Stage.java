package orchestrator.scenario.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.Transaction;
import orchestrator.scenario.report.RunRecorder;
import orchestrator.scenario.settings.Limits;
import orchestrator.scenario.settings.ScenarioSettings;
import orchestrator.scenario.settings.SettingsFaultException;
import orchestrator.scenario.settings.SettingsReader;

/** A service in the time of a test, with nodes that write down what they are sent. */
final class Stage {
  final VirtualTimeline time = new VirtualTimeline();
  final List<String> sent = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  final List<String> report = new ArrayList<>();
  final List<String> payloads = new ArrayList<>();
  final NodeRegistry registry;
  final Conductor conductor;

  /** What becomes of a transaction; all are answered at once unless a test says otherwise. */
  Function<Transaction, CompletionStage<?>> chain =
      transaction -> CompletableFuture.completedFuture(null);

  /** What the report does when it hears that one is sent. */
  Runnable noting = () -> {};

  final List<String> dead = new ArrayList<>();

  Stage(Timing timing) {
    this(timing, Patience.DEFAULT);
  }

  Stage(Timing timing, Patience patience) {
    registry = new NodeRegistry(new Recording(), 1_000, time);
    conductor = new Conductor(registry, time, timing, patience, (plan, clock) -> new Notes());
  }

  private final class Recording implements Proxies {
    @Override
    public Proxy connect(JsonNode node) {
      String label = node.path("id").asText(node.path("name").asText());
      if (label.startsWith("bad")) {
        throw new IllegalArgumentException("it is bad");
      }
      return new Proxy() {
        @Override
        public boolean isAlive() {
          return !dead.contains(label);
        }

        @Override
        public CompletionStage<?> transact(Transaction transaction) {
          sent.add(
              String.format(
                  Locale.ROOT,
                  "%.1f %s %s %d",
                  time.now() / 1e9,
                  label,
                  transaction.name(),
                  transaction.payload().length()));
          payloads.add(transaction.payload());
          return chain.apply(transaction);
        }
      };
    }
  }

  private final class Notes implements RunRecorder {
    private long intended;
    private long sentOnes;
    private long succeeded;
    private long failed;

    @Override
    public void intended(int entry, int step, long at, long count) {
      intended += count;
    }

    @Override
    public void sent(int entry, int step, long at) {
      noting.run();
      sentOnes++;
    }

    @Override
    public void reached(int entry, int step, Phase phase, long at, long latency) {}

    @Override
    public void succeeded(int entry, int step, long at, long latency, long service) {
      succeeded++;
      report.add(
          String.format(Locale.ROOT, "latency %.1f service %.1f", latency / 1e9, service / 1e9));
    }

    @Override
    public void failed(int entry, int step, long at, String reason, long count) {
      failed += count;
      report.add(String.format(Locale.ROOT, "%.2f failed: %s", at / 1e9, reason));
    }

    @Override
    public void remark(long at, String text) {
      report.add(String.format(Locale.ROOT, "%.2f %s", at / 1e9, text));
    }

    @Override
    public void ended(long at, String how) {
      report.add(
          how
              + ": "
              + intended
              + " intended, "
              + sentOnes
              + " sent, "
              + succeeded
              + " succeeded, "
              + failed
              + " failed");
    }
  }

  private final class Notice implements Conductor.Listener {
    private final String of;

    Notice(String of) {
      this.of = of;
    }

    private void tell(String what) {
      told.add(String.format(Locale.ROOT, "%.1f %s %s", time.now() / 1e9, of, what));
    }

    @Override
    public void superseded() {
      tell("superseded");
    }

    @Override
    public void waiting(int living, int wanted) {
      tell("waiting " + living + " of " + wanted);
    }

    @Override
    public void started(RunPlan plan) {
      tell("started");
    }

    @Override
    public void ended(RunPlan plan, String how) {
      tell(how);
    }

    @Override
    public void failed(String why) {
      tell(why);
    }
  }

  Stage register(String json) {
    try {
      registry.register(new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TooManyNodesException e) {
      throw new IllegalStateException(e);
    }
    time.moveTo(time.now() / 1e9);
    return this;
  }

  Stage nodes(String... ids) {
    for (String id : ids) {
      register("{'id':'" + id + "'}");
    }
    return this;
  }

  Stage send(String name, String settings) {
    try {
      byte[] json = settings.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      return submit(name, SettingsReader.read(json, Limits.DEFAULT));
    } catch (SettingsFaultException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Stage submit(String name, ScenarioSettings settings) {
    conductor.submit(settings, new Notice(name));
    return this;
  }

  Stage at(double seconds) {
    time.moveTo(seconds);
    return this;
  }

  /** An entry of steps, each {@code delta size quantity} and what else JSON has. */
  static String entry(String name, String... steps) {
    StringBuilder list = new StringBuilder();
    for (String step : steps) {
      String[] parts = step.split(" ", 4);
      list.append(list.length() == 0 ? "" : ",")
          .append("{'delta':" + parts[0] + ",'size':" + parts[1] + ",'quantity':" + parts[2])
          .append(parts.length > 3 ? "," + parts[3] + "}" : "}");
    }
    return "{'name':'" + name + "','transactions':[" + list + "]}";
  }

  static String settings(Object repetitions, String... entries) {
    return "{'repetitions':" + repetitions + ",'nodes':[" + String.join(",", entries) + "]}";
  }
}
