package orchestrator.scenario.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import orchestrator.scenario.run.Conductor;
import orchestrator.scenario.run.RunPlan;
import orchestrator.scenario.settings.Limits;
import orchestrator.scenario.settings.ScenarioSettings;
import orchestrator.scenario.settings.SettingsFaultException;
import orchestrator.scenario.settings.SettingsReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands settings to the conductor, and tells controllers what becomes of them. */
final class Controllers {
  private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);

  private final Conductor conductor;
  private final Limits limits;
  private final int most;
  private final Object order = new Object();
  private final Function<RunPlan, ObjectNode> totals;

  /** All that listen: who sent settings hears of them, and everybody of starts and ends. */
  private final Set<Consumer<ObjectNode>> open = ConcurrentHashMap.newKeySet();

  /**
   * Tells nobody yet.
   *
   * @param most how many may listen
   * @param totals what a run has come to
   */
  Controllers(Conductor conductor, Limits limits, int most, Function<RunPlan, ObjectNode> totals) {
    this.conductor = conductor;
    this.limits = limits;
    this.most = most;
    this.totals = totals;
  }

  /** Whether there is room for one more. */
  boolean hasRoom() {
    return open.size() < most;
  }

  void join(Consumer<ObjectNode> controller) {
    open.add(controller);
  }

  void leave(Consumer<ObjectNode> controller) {
    open.remove(controller);
  }

  /**
   * Takes a message with settings.
   *
   * @param sender hears first whether they are accepted
   * @return whether they are
   */
  boolean submit(byte[] json, Consumer<ObjectNode> sender) {
    ScenarioSettings settings;
    try {
      settings = SettingsReader.read(json, limits);
    } catch (SettingsFaultException e) {
      LOG.warn("settings are refused, and what runs goes on: {}", e.faults().get(0));
      sender.accept(Messages.refused(e.faults()));
      return false;
    }
    // What is sent by whoever has heard of these, on another connection say, comes after them.
    synchronized (order) {
      sender.accept(Messages.accepted(settings));
      conductor.submit(settings, new Fate(sender));
    }
    return true;
  }

  private void everybody(ObjectNode message) {
    open.forEach(controller -> controller.accept(message));
  }

  private final class Fate implements Conductor.Listener {
    private final Consumer<ObjectNode> sender;

    Fate(Consumer<ObjectNode> sender) {
      this.sender = sender;
    }

    @Override
    public void superseded() {
      sender.accept(Messages.superseded());
    }

    @Override
    public void waiting(int living, int wanted) {
      sender.accept(Messages.waiting(living, wanted));
    }

    @Override
    public void started(RunPlan plan) {
      LOG.info("run {} has started with {} nodes", plan.id(), plan.nodes().size());
      everybody(Messages.started(plan));
    }

    @Override
    public void ended(RunPlan plan, String how) {
      LOG.info("run {} has {}", plan.id(), how.equals("stopped") ? "been stopped" : how);
      everybody(Messages.ended(plan, how, totals.apply(plan)));
    }

    @Override
    public void failed(String why) {
      sender.accept(Messages.failed(why));
    }
  }
}
