package orchestrator.flow.error;

/**
 * Lists every error of this library, by the names that its users know from the original. {@link
 * FlowsException#error()} tells which one an exception is.
 */
public enum FlowError {
  /** The source of a message is no block of its flow, or the flow's end is passed. */
  FLOW(Family.ORCHESTRATOR),
  /** A position of a flow has no block. */
  FLOW_BLOCK(Family.ORCHESTRATOR),
  /** A flow has no position at all. */
  FLOW_BUILDER(Family.ORCHESTRATOR),
  /** A block is twice in a flow that does not allow it. */
  NOT_UNIQUE_BLOCK_IN_FLOW(Family.ORCHESTRATOR),
  /** Two flows, or two blocks, have one name. */
  UNIQUE_NAME(Family.ORCHESTRATOR),
  /** An orchestrator has neither flows nor blocks, or ignores them all. */
  NO_DATE(Family.ORCHESTRATOR),
  /** A block takes another type than the one before it gives. */
  WRONG_TYPE(Family.ORCHESTRATOR),
  /** Blocks that answer at once and asynchronous ones are mixed. */
  WORK_TYPE_MISMATCH(Family.ORCHESTRATOR),
  /** The default flow or block is not there. */
  NOT_FOUND_DEFAULT(Family.ORCHESTRATOR),
  /** No branch of a choice fits, and there is no other. */
  NO_BRANCH(Family.ORCHESTRATOR),
  /** A loop went round more often than it may. */
  LOOP_LIMIT(Family.ORCHESTRATOR),

  /** A command has no processor. */
  SERVICE_BLOCK(Family.SERVICE),
  /** A service is put together wrongly. */
  SERVICE_BUILDER(Family.SERVICE),
  /** A service has two default post-processors. */
  DOUBLE_POST_PROCESS_FUNCTION_DECLARED(Family.SERVICE),
  /** A service has no command. */
  EMPTY_COMMANDS(Family.SERVICE),
  /** A service has a command twice. */
  NOT_UNIQUE_COMMAND(Family.SERVICE),
  /** The default command of a service is not there. */
  INCORRECT_DEFAULT_COMMAND(Family.SERVICE),
  /** A service mixes commands that answer at once and asynchronous ones. */
  SERVICE_WORK_TYPE(Family.SERVICE),

  /** There are no steps. */
  EMPTY_STEPPER(Family.STEPPER),
  /** A named argument is no parameter of its step. */
  EXTRA_ATTRIBUTE(Family.STEPPER),
  /** Two neighbours do not fit: found when the steps are put together. */
  DATA_CONSISTENCY(Family.STEPPER),
  /** What a step got is not what it takes: found when it runs. */
  CONSISTENCY_STEPS(Family.STEPPER),
  /** A step gave nothing for the next one to work on. */
  NO_DATA_FOR_EXECUTION_STEP(Family.STEPPER),
  /** No branch of a choice of steps fits, and there is no other. */
  NO_STEP_BRANCH(Family.STEPPER),
  /** A loop of steps went round more often than it may. */
  STEP_LOOP_LIMIT(Family.STEPPER);

  /** Which part of the library an error belongs to; each has an exception of its own. */
  public enum Family {
    /** Flows, blocks and their orchestrator: {@link FlowOrchestratorException}. */
    ORCHESTRATOR,
    /** Services and commands: {@link ServiceException}. */
    SERVICE,
    /** Steps: {@link StepperException}. */
    STEPPER
  }

  private final Family family;

  FlowError(Family family) {
    this.family = family;
  }

  /** The part of the library that it belongs to. */
  public Family family() {
    return family;
  }
}
