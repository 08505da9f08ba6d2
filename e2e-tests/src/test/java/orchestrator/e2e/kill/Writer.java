package orchestrator.e2e.kill;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import orchestrator.e2e.harness.api.Keys;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Requests;
import orchestrator.proto.ComputeTaskStatus;

/**
 * Registers plans, samples, tasks and models, and runs tasks, until the server goes away. It writes
 * into the book what it asks for before each call and what was acknowledged after it.
 */
final class Writer extends Requests implements Runnable {
  private final Party party;
  private final Book book;
  private final String prefix;

  /** A writer that gives its assets names with {@code prefix}; of no other writer, ever. */
  Writer(Party party, Book book, Keys keys, String prefix) {
    super(keys);
    this.party = party;
    this.book = book;
    this.prefix = prefix;
  }

  /** Works until a call is UNAVAILABLE; throws when one is refused for another reason. */
  @Override
  public void run() {
    for (int cycle = 0; ; cycle++) {
      try {
        cycle(prefix + " " + cycle + " ");
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          throw e;
        }
        return;
      }
    }
  }

  private void cycle(String name) {
    registerPlan(name + "plan");
    registerSamples(keys(name + "a", name + "b", name + "c"), name);
    registerTasks(name);
    runParent(name + "parent", name);
  }

  private void registerPlan(String name) {
    book.registered(List.of(party.register(plan(name).setName("before"))));
    book.is(key(name), "before");
    book.mayBe(key(name), "after");
    party.renamePlan(key(name), "after");
    book.is(key(name), "after");
  }

  private void registerSamples(List<String> keys, String name) {
    book.asked(keys);
    book.registered(party.register(sample(name + "a"), sample(name + "b"), sample(name + "c")));
  }

  private void registerTasks(String name) {
    String parent = name + "parent";
    List<String> children = keys(name + "left", name + "right");
    book.asked(keys(parent, name + "left", name + "right"));
    book.askedFamily(key(parent), children);
    party.register(
        child(name + "right", parent).setComputePlanKey(key(name + "plan")),
        task(parent).setComputePlanKey(key(name + "plan")),
        child(name + "left", parent).setComputePlanKey(key(name + "plan")));
    book.is(key(parent), ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  private void runParent(String parent, String name) {
    book.mayBe(key(parent), ComputeTaskStatus.STATUS_EXECUTING);
    party.start(key(parent));
    book.is(key(parent), ComputeTaskStatus.STATUS_EXECUTING);
    book.askedModels(key(parent), keys(name + "m", name + "n"));
    book.registered(party.registerAll(model(name + "m", parent), model(name + "n", parent)));
    book.mayBe(key(parent), ComputeTaskStatus.STATUS_DONE);
    party.finish(key(parent));
    book.is(key(parent), ComputeTaskStatus.STATUS_DONE);
  }
}
