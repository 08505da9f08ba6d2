package orchestrator.learning.rule;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.learning.Collection;

/**
 * Holds what follows from all that has happened: the documents, and what is to be done.
 *
 * <p>The same facts in the same order give the same state, in every process. Not safe for several
 * threads.
 */
public final class State {
  private final Known known = new Known();
  private final PostFacts posts = new PostFacts(known);
  private final TaskFacts tasks = new TaskFacts(known);

  /** Takes up one fact; one that means nothing here changes nothing. */
  public void apply(Fact fact) {
    known.cause = "";
    if (fact instanceof Fact.ProblemPosted posted) {
      posts.problemPosted(posted);
    } else if (fact instanceof Fact.AlgoPosted posted) {
      posts.algoPosted(posted);
    } else if (fact instanceof Fact.NamedAgain named) {
      posts.namedAgain(named);
    } else if (fact instanceof Fact.FunctionReady function) {
      posts.functionReady(function.key());
    } else if (fact instanceof Fact.PlanSeen plan) {
      posts.planSeen(plan);
    } else if (fact instanceof Fact.DataPosted posted) {
      posts.dataPosted(posted);
    } else if (fact instanceof Fact.FunctionWithdrawn withdrawn) {
      posts.functionWithdrawn(withdrawn);
    } else if (fact instanceof Fact.ManagerSeen manager) {
      known.managers.put(manager.key(), manager.owner());
    } else if (fact instanceof Fact.SampleSeen sample) {
      posts.sampleSeen(sample);
    } else {
      taskFact(fact);
    }
  }

  private void taskFact(Fact fact) {
    if (fact instanceof Fact.LearningTask task) {
      tasks.learningTask(task);
    } else if (fact instanceof Fact.PredictionTask task) {
      tasks.predictionTask(task);
    } else if (fact instanceof Fact.TaskChanged changed) {
      tasks.taskChanged(changed);
    } else if (fact instanceof Fact.ModelMade model) {
      tasks.modelMade(model);
    } else if (fact instanceof Fact.PerformanceMeasured measured) {
      tasks.performanceMeasured(measured);
    }
  }

  private Documents<? extends Document> documents(Collection kind) {
    return switch (kind) {
      case PROBLEM -> known.problems;
      case ALGO -> known.algos;
      case DATA -> known.data;
      case LEARNUPLET -> known.learnuplets;
      case PREDUPLET -> known.preduplets;
    };
  }

  /** A document of a kind. */
  public Optional<Document> find(Collection kind, String uuid) {
    return documents(kind).find(uuid).map(Document.class::cast);
  }

  /** All documents of a kind, in the order in which they came. */
  public List<Document> all(Collection kind) {
    return documents(kind).all().map(Document.class::cast).toList();
  }

  /** How many places the documents of a kind have. */
  public int places(Collection kind) {
    return documents(kind).size();
  }

  /** The place behind a document; behind all for one that never was there. */
  public int behind(Collection kind, String uuid) {
    return documents(kind).behind(uuid);
  }

  /** What is at a place, from 0; nothing where a document was removed. */
  public Optional<Document> at(Collection kind, int place) {
    return documents(kind).at(place).map(Document.class::cast);
  }

  /** About how many bytes of memory all of it takes. */
  public long weight() {
    return known.weight;
  }

  /** Problems and algorithms whose function, or plan, is not usable yet. */
  public Set<Document> unfinished() {
    return Collections.unmodifiableSet(known.unfinished);
  }

  /** Tasks that are not wanted any more and that nobody has, with the owner of their plan. */
  public Map<String, String> superfluous() {
    return Collections.unmodifiableMap(known.superfluous);
  }

  /** What may be tried and has no task for it yet. */
  public Set<Uplet> unregistered() {
    return Collections.unmodifiableSet(known.unregistered);
  }

  /** What workers have. */
  public Set<Uplet> pending() {
    return Collections.unmodifiableSet(known.pending);
  }

  /** Whether a post of data was seen. */
  public boolean hasSeen(String post) {
    return known.made.containsKey(post);
  }

  /** How many trainings a post has made. */
  public int made(String post) {
    return known.made.getOrDefault(post, 0);
  }

  /** How many trainings the last post of an algorithm has made. */
  public int made(Algo algo) {
    return made(algo.key() + " " + algo.posts);
  }

  /** The id by which the data sample of an id is known, if it is. */
  public Optional<String> dataWithKeyOf(String id) {
    return Optional.ofNullable(known.dataByKey.get(Ids.data(id)));
  }

  /** What is to be pushed to a worker since this was asked last. */
  public List<Uplet> drainTold() {
    List<Uplet> all = List.copyOf(known.told);
    known.told.clear();
    return all;
  }

  /** The model that a prediction is made with, if there is one. */
  public Optional<Learnuplet> predictor(Problem problem) {
    return known.rules(problem).predictor(problem);
  }
}
