package orchestrator.e2e.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes a program call by call, looking at what the calls so far have made. */
final class Generator {
  private record Choice(int weight, Supplier<Step> writer) {}

  private final Scene scene;
  private final Draw draw;
  private final Registrations registrations;
  private final TaskWriter tasks;
  private final WorkWriter work;
  private final ReadWriter reads;
  private final Spoiler spoiler;

  /**
   * The writer of one program.
   *
   * @param organizations those that may call
   * @param state the state of the channel as it is whenever a step is asked for
   */
  Generator(long seed, List<String> organizations, Supplier<State> state) {
    this.draw = new Draw(seed);
    this.scene = new Scene(draw, organizations, state);
    this.registrations = new Registrations(scene);
    this.tasks = new TaskWriter(scene, registrations);
    this.work = new WorkWriter(scene);
    this.reads = new ReadWriter(scene);
    this.spoiler = new Spoiler(draw);
  }

  /** The next call. */
  Step next() {
    Step step = choice().writer().get();
    String requester = draw.chance(0.003) ? "StrangerMSP" : step.requester();
    return new Step(
        requester, draw.chance(0.07) ? spoiler.spoiled(step.request()) : step.request());
  }

  private Choice choice() {
    List<Choice> choices = choices();
    int at = draw.number(1, choices.stream().mapToInt(Choice::weight).sum());
    for (Choice choice : choices) {
      at -= choice.weight();
      if (at <= 0) {
        return choice;
      }
    }
    throw new IllegalStateException("the weights changed");
  }

  /** What is worth doing now: first what everything else needs. */
  private List<Choice> choices() {
    State state = scene.state();
    boolean all = state.organizations.keySet().containsAll(scene.organizations());
    boolean planned = !scene.own(state.plans).isEmpty();
    int functions = scene.own(state.functions).size();
    boolean managed = !scene.own(state.managers).isEmpty();
    boolean sampled = !scene.own(state.samples).isEmpty();
    boolean busy = !scene.own(state.tasks).isEmpty();
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice(all ? 1 : 30, registrations::organization));
    choices.add(new Choice(planned ? 2 : 60, registrations::plan));
    choices.add(new Choice(functions == 0 ? 60 : functions < 3 ? 6 : 1, registrations::function));
    choices.add(new Choice(managed ? 1 : 40, registrations::manager));
    choices.add(new Choice(sampled ? 2 : managed ? 40 : 1, registrations::samples));
    choices.add(new Choice(planned && functions > 0 ? (busy ? 15 : 60) : 1, tasks::tasks));
    if (!work.unbuilt().isEmpty()) {
      choices.add(new Choice(work.hasReady() ? 8 : 60, work::builtFunction));
    }
    if (!work.workable().isEmpty()) {
      choices.add(new Choice(60, work::workedOn));
    }
    if (!work.disposable().isEmpty()) {
      choices.add(new Choice(30, work::disposed));
    }
    choices.add(new Choice(3, work::anyFunctionAction));
    choices.add(new Choice(5, work::anyTaskAction));
    choices.add(new Choice(2, work::planAction));
    choices.add(new Choice(busy ? 4 : 1, work::anyOutput));
    choices.add(new Choice(2, work::anyReport));
    choices.add(new Choice(2, work::anyDisabled));
    choices.add(new Choice(3, registrations::renamedFunction));
    choices.add(new Choice(1, registrations::renamedManager));
    choices.add(new Choice(1, registrations::renamedPlan));
    choices.add(new Choice(2, registrations::updatedSamples));
    choices.add(new Choice(1, registrations::profilingStep));
    choices.add(new Choice(busy ? 8 : 2, reads::got));
    choices.add(new Choice(busy ? 5 : 1, reads::taskInputs));
    choices.add(new Choice(1, reads::taskModels));
    choices.add(new Choice(3, reads::planRunning));
    choices.add(new Choice(6, reads::query));
    choices.add(new Choice(4, reads::events));
    choices.add(new Choice(1, reads::subscription));
    return choices;
  }
}
