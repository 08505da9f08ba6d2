package orchestrator.cli;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.message.Json;
import orchestrator.cli.noun.Assets;
import orchestrator.cli.noun.KeyPrefix;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.noun.Nouns;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.PlainYaml;
import orchestrator.cli.text.Table;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.PlanBuilder;
import orchestrator.client.resume.PlanResume;
import orchestrator.client.resume.Rerun;
import orchestrator.client.resume.Resumption;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.TaskQueryFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a plan up that failed or was cancelled. */
@Command(
    name = "resume",
    description = {
      "Take a plan up that failed or was cancelled: register a new one in which only that runs which"
          + " is not done, on the outputs of what is.",
      "Twice gives the same new plan."
    },
    footer = {
      "",
      "Example:",
      "  orchestrator plan resume 3f2a1c5e --replace 77aa01b2=9c0d11e4 --dry-run"
    })
final class PlanResumeCommand extends ServerCommand {
  private static final Pattern FUNCTION = Pattern.compile("([^=:]+)=([^=]+)");
  private static final Pattern INPUT = Pattern.compile("([^=:]+):([^=]+)=(.*)");

  private final Noun plan = Nouns.PLAN.noun();

  @Parameters(paramLabel = "KEY", description = "The key, or how it begins.")
  private String key = "";

  @Option(
      names = "--dry-run",
      description = "Say what would run again and why, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--stop",
      description =
          "Cancel first what runs or still can in the old plan (in a cancelled one, always).")
  private boolean stop;

  @Option(
      names = "--replace",
      paramLabel = "TASK=FUNCTION",
      description = "Run this function in the place of the task's; may be given again.")
  private List<String> functions = new ArrayList<>();

  @Option(
      names = "--replace-input",
      paramLabel = "TASK:INPUT=KEY,...",
      description = "Feed these assets into an input of the task; may be given again.")
  private List<String> inputs = new ArrayList<>();

  @Mixin private OutputOptions output = new OutputOptions();

  PlanResumeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Optional<Noun> nounOf(String option) {
    return option.isEmpty() ? Optional.of(plan) : Optional.empty();
  }

  @Override
  Optional<KeyPart> keyPart(String option, String typed) {
    int sign = typed.indexOf('=');
    return switch (option) {
      case "--replace" ->
          Optional.of(
              sign < 0
                  ? new KeyPart(Nouns.TASK.noun(), "")
                  : new KeyPart(Nouns.FUNCTION.noun(), typed.substring(0, sign + 1)));
      case "--replace-input" ->
          typed.contains(":") || sign >= 0
              ? Optional.empty()
              : Optional.of(new KeyPart(Nouns.TASK.noun(), ""));
      default -> super.keyPart(option, typed);
    };
  }

  @Override
  Exit run(OrchestratorClient client) {
    String planKey = key(client, plan, key);
    PlanResume resume = PlanResume.of(client, planKey);
    Map<String, String> replaced = new HashMap<>();
    for (String text : functions) {
      Matcher parts = parts(FUNCTION, text, "--replace must be TASK=FUNCTION");
      String task = task(client, planKey, parts.group(1));
      String function = key(client, Nouns.FUNCTION.noun(), parts.group(2));
      resume.replaceFunction(task, function);
      replaced.put(task, function);
    }
    for (String text : inputs) {
      Matcher parts = parts(INPUT, text, "--replace-input must be TASK:INPUT=KEY,...");
      String task = task(client, planKey, parts.group(1));
      List<String> keys =
          Stream.of(parts.group(3).split(",", -1)).filter(it -> !it.isBlank()).toList();
      resume.replaceInput(
          task,
          parts.group(2),
          keys.stream().allMatch(KeyPrefix::isWhole)
              ? keys.stream().map(whole -> whole.toLowerCase(Locale.ROOT)).toList()
              : found(client, task, Optional.ofNullable(replaced.get(task)), parts.group(2), keys));
    }
    if (stop) {
      resume.stopWhatRuns();
    }
    if (dryRun) {
      Resumption resumption = resume.prepare();
      show(resumption, isThere(client, resumption.plan().getKey()));
    } else {
      show(resume.register());
    }
    return Exit.DONE;
  }

  private static Matcher parts(Pattern form, String text, String otherwise) {
    Matcher parts = form.matcher(text);
    if (!parts.matches()) {
      throw CommandFailedException.wrongUse(otherwise + ", not \"" + text + "\"");
    }
    return parts;
  }

  /** A task of the plan, by how its key begins among those of the plan. */
  private static String task(OrchestratorClient client, String planKey, String text) {
    Noun task = Nouns.TASK.noun();
    QueryTasksParam ofPlan =
        QueryTasksParam.newBuilder()
            .setFilter(TaskQueryFilter.newBuilder().setComputePlanKey(planKey))
            .build();
    return KeyPrefix.isWhole(text)
        ? text.toLowerCase(Locale.ROOT)
        : KeyPrefix.find(
            task,
            text,
            () -> Assets.list(client, task.listRpc().orElseThrow(), ofPlan, Long.MAX_VALUE));
  }

  /** The keys of assets of the kind that an input takes, by how they begin. */
  private static List<String> found(
      OrchestratorClient client,
      String taskKey,
      Optional<String> replacedBy,
      String identifier,
      List<String> keys) {
    String functionKey =
        replacedBy.orElseGet(
            () -> ((ComputeTask) Assets.get(client, Nouns.TASK.noun(), taskKey)).getFunctionKey());
    FunctionInput input =
        ((Function) Assets.get(client, Nouns.FUNCTION.noun(), functionKey))
            .getInputsMap()
            .get(identifier);
    if (input == null) {
      // Which is refused when the plan is looked at.
      return keys;
    }
    Noun noun =
        Stream.of(Nouns.values())
            .map(Nouns::noun)
            .filter(candidate -> candidate.kind() == input.getKind())
            .findFirst()
            .orElseThrow();
    return keys.stream().map(key -> key(client, noun, key)).toList();
  }

  private boolean isThere(OrchestratorClient client, String planKey) {
    try {
      Message unused = Assets.get(client, plan, planKey);
      return true;
    } catch (OrchestratorException e) {
      if (e.is(ErrorCode.NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }

  private void show(Resumption resumption, boolean isThere) {
    switch (output.format()) {
      case table -> {
        Table table =
            new Table(out(), terminal(), List.of("TASK", "WHY", "RANK", "WORKER", "FUNCTION"));
        resumption
            .reruns()
            .forEach(
                rerun ->
                    table.add(
                        List.of(
                            rerun.predecessor().getKey(),
                            cause(rerun),
                            String.valueOf(rerun.predecessor().getRank()),
                            rerun.predecessor().getWorker(),
                            rerun.task().getFunctionKey())));
        table.flush();
        out()
            .println(
                (isThere
                        ? "%d run again and %d stay done; the new plan is there already: %s"
                        : "%d would run again and %d stay done; the new plan would be %s")
                    .formatted(
                        resumption.reruns().size(), resumption.kept(), resumption.plan().getKey()));
      }
      case json -> out().println(Json.line(tree(resumption)));
      case yaml -> out().print(PlainYaml.write(tree(resumption)));
      case name ->
          resumption
              .reruns()
              .forEach(rerun -> out().println(Escapes.oneLine(rerun.predecessor().getKey())));
    }
  }

  private static String cause(Rerun rerun) {
    return rerun.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Map<String, Object> tree(Resumption resumption) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("plan", resumption.old().getKey());
    tree.put("newPlan", resumption.plan().getKey());
    tree.put("kept", resumption.kept());
    tree.put(
        "reruns",
        resumption.reruns().stream()
            .map(
                rerun -> {
                  Map<String, Object> each = new LinkedHashMap<>();
                  each.put("task", rerun.predecessor().getKey());
                  each.put("newTask", rerun.task().getKey());
                  each.put("cause", rerun.cause().name());
                  each.put("functionKey", rerun.task().getFunctionKey());
                  return each;
                })
            .toList());
    return tree;
  }

  private void show(PlanBuilder.RegisteredPlan registered) {
    Printer printer = new Printer(out(), terminal(), plan, output.format());
    printer.add(registered.plan());
    printer.flush();
    if (output.format() == OutputOptions.Format.table) {
      out().println("%d tasks run again".formatted(registered.tasks().size()));
    }
  }
}
