package orchestrator.e2e.harness.api;

import com.google.common.collect.Maps;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DataSample;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.QueryDataSamplesParam;
import orchestrator.proto.QueryPlansParam;
import orchestrator.proto.QueryTasksParam;

/**
 * Holds what the queries of a server answer, by key.
 *
 * @param plans all plans
 * @param samples all samples
 * @param tasks all tasks
 */
public record Stored(
    Map<String, ComputePlan> plans,
    Map<String, DataSample> samples,
    Map<String, ComputeTask> tasks) {
  private static final int PAGE = 10_000;

  /** Asks for everything, page by page. */
  public static Stored of(Party party) {
    return new Stored(plans(party), samples(party), tasks(party));
  }

  private static Map<String, ComputePlan> plans(Party party) {
    List<ComputePlan> all = new ArrayList<>();
    var query = QueryPlansParam.newBuilder().setPageSize(PAGE);
    do {
      var page = party.call(ComputePlanServiceGrpc.getQueryPlansMethod(), query.build());
      all.addAll(page.getPlansList());
      query.setPageToken(page.getNextPageToken());
    } while (!query.getPageToken().isEmpty());
    return Maps.uniqueIndex(all, ComputePlan::getKey);
  }

  private static Map<String, DataSample> samples(Party party) {
    List<DataSample> all = new ArrayList<>();
    var query = QueryDataSamplesParam.newBuilder().setPageSize(PAGE);
    do {
      var page = party.call(DataSampleServiceGrpc.getQueryDataSamplesMethod(), query.build());
      all.addAll(page.getDataSamplesList());
      query.setPageToken(page.getNextPageToken());
    } while (!query.getPageToken().isEmpty());
    return Maps.uniqueIndex(all, DataSample::getKey);
  }

  private static Map<String, ComputeTask> tasks(Party party) {
    List<ComputeTask> all = new ArrayList<>();
    var query = QueryTasksParam.newBuilder().setPageSize(PAGE);
    do {
      var page = party.call(ComputeTaskServiceGrpc.getQueryTasksMethod(), query.build());
      all.addAll(page.getTasksList());
      query.setPageToken(page.getNextPageToken());
    } while (!query.getPageToken().isEmpty());
    return Maps.uniqueIndex(all, ComputeTask::getKey);
  }

  /** All of them by key. */
  public Map<String, Message> all() {
    Map<String, Message> all = new HashMap<>(plans);
    all.putAll(samples);
    all.putAll(tasks);
    return all;
  }
}
