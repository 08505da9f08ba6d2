package orchestrator.e2e.model;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.List;
import orchestrator.proto.DataSampleQueryFilter;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.GetComputeTaskModelsParam;
import orchestrator.proto.GetDataManagerParam;
import orchestrator.proto.GetDataSampleParam;
import orchestrator.proto.GetDatasetParam;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.GetTaskInputAssetsParam;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.IsPlanRunningParam;
import orchestrator.proto.QueryDataManagersParam;
import orchestrator.proto.QueryDataSamplesParam;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryPerformancesParam;
import orchestrator.proto.QueryPlansParam;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryVersionParam;
import orchestrator.proto.SubscribeToEventsParam;

/** Writes calls that only look. */
final class ReadWriter {
  private final Scene scene;
  private final Draw draw;

  ReadWriter(Scene scene) {
    this.scene = scene;
    this.draw = scene.draw();
  }

  private Step ask(Message request) {
    return new Step(draw.chance(0.01) ? "StrangerMSP" : scene.organization(), request);
  }

  Step got() {
    State state = scene.state();
    return ask(
        switch (draw.number(0, 8)) {
          case 0 ->
              GetFunctionParam.newBuilder().setKey(scene.soughtAmong(state.functions)).build();
          case 1 ->
              GetDataManagerParam.newBuilder().setKey(scene.soughtAmong(state.managers)).build();
          case 2 ->
              GetDataSampleParam.newBuilder().setKey(scene.soughtAmong(state.samples)).build();
          case 3 -> GetDatasetParam.newBuilder().setKey(scene.soughtAmong(state.managers)).build();
          case 4 -> GetComputePlanParam.newBuilder().setKey(scene.soughtAmong(state.plans)).build();
          case 5 -> GetTaskParam.newBuilder().setKey(scene.soughtAmong(state.tasks)).build();
          case 6 -> GetModelParam.newBuilder().setKey(scene.soughtAmong(state.models)).build();
          case 7 ->
              GetFailureReportParam.newBuilder()
                  .setAssetKey(scene.soughtAmong(state.failures))
                  .build();
          default ->
              draw.chance(0.5)
                  ? GetAllOrganizationsParam.getDefaultInstance()
                  : QueryVersionParam.getDefaultInstance();
        });
  }

  Step taskInputs() {
    return ask(
        GetTaskInputAssetsParam.newBuilder()
            .setComputeTaskKey(scene.soughtAmong(scene.state().tasks))
            .build());
  }

  Step taskModels() {
    return ask(
        GetComputeTaskModelsParam.newBuilder()
            .setComputeTaskKey(scene.filterAmong(scene.state().tasks))
            .build());
  }

  Step planRunning() {
    return ask(
        IsPlanRunningParam.newBuilder().setKey(scene.soughtAmong(scene.state().plans)).build());
  }

  Step query() {
    return ask(paged(filtered()));
  }

  private Message filtered() {
    State state = scene.state();
    return switch (draw.number(0, 5)) {
      case 0 -> {
        QueryFunctionsParam.Builder query = QueryFunctionsParam.newBuilder();
        if (draw.chance(0.7)) {
          query.getFilterBuilder().setComputePlanKey(scene.filterAmong(state.plans));
        }
        yield query.build();
      }
      case 1 -> QueryDataManagersParam.getDefaultInstance();
      case 2 -> {
        DataSampleQueryFilter.Builder filter = DataSampleQueryFilter.newBuilder();
        int count = draw.number(0, 3);
        for (int i = 0; i < count; i++) {
          filter.addKeys(scene.filterAmong(state.samples));
        }
        yield QueryDataSamplesParam.newBuilder().setFilter(filter).build();
      }
      case 3 -> {
        QueryPlansParam.Builder query = QueryPlansParam.newBuilder();
        if (draw.chance(0.6)) {
          query.getFilterBuilder().setOwner(draw.pick(scene.organization(), "StrangerMSP"));
        }
        yield query.build();
      }
      case 4 -> {
        QueryPerformancesParam.Builder query = QueryPerformancesParam.newBuilder();
        if (draw.chance(0.6)) {
          query.getFilterBuilder().setComputeTaskKey(scene.filterAmong(state.tasks));
        }
        if (draw.chance(0.4)) {
          query.getFilterBuilder().setComputeTaskOutputIdentifier(draw.pick("accuracy", "none"));
        }
        yield query.build();
      }
      default -> tasks(state);
    };
  }

  private Message tasks(State state) {
    QueryTasksParam.Builder query = QueryTasksParam.newBuilder();
    if (draw.chance(0.3)) {
      query.getFilterBuilder().setWorker(scene.organization());
    }
    if (draw.chance(0.3)) {
      query.getFilterBuilder().setStatusValue(draw.number(0, 9));
    }
    if (draw.chance(0.5)) {
      query.getFilterBuilder().setComputePlanKey(scene.filterAmong(state.plans));
    }
    if (draw.chance(0.3)) {
      query.getFilterBuilder().setFunctionKey(scene.filterAmong(state.functions));
    }
    return query.build();
  }

  private Message paged(Message query) {
    int size = draw.pick(0, 0, 1, 2, 3, 5, 10, 20);
    Message.Builder paged = query.toBuilder();
    paged.setField(query.getDescriptorForType().findFieldByName("page_size"), size);
    return draw.chance(0.03) ? Paging.withToken(paged.build(), "?no token?") : paged.build();
  }

  Step events() {
    State state = scene.state();
    EventQueryFilter.Builder filter = EventQueryFilter.newBuilder();
    if (draw.chance(0.4)) {
      filter.setAssetKey(
          draw.pick(
              scene.filterAmong(state.tasks),
              scene.filterAmong(state.functions),
              scene.organization()));
    }
    if (draw.chance(0.4)) {
      filter.setAssetKindValue(draw.number(0, 13));
    }
    if (draw.chance(0.3)) {
      filter.setEventKindValue(draw.number(0, 4));
    }
    if (draw.chance(0.2)) {
      filter.putMetadata("reason", draw.pick("User action", "as planned", "none"));
    }
    if (draw.chance(0.3)) {
      filter.setStart(moment());
    }
    if (draw.chance(0.3)) {
      filter.setEnd(moment());
    }
    QueryEventsParam.Builder query = QueryEventsParam.newBuilder().setSortValue(draw.number(0, 3));
    if (draw.chance(0.9)) {
      query.setFilter(filter);
    }
    return ask(paged(query.build()));
  }

  private Timestamp moment() {
    return Timestamp.newBuilder()
        .setSeconds(-draw.number(1, 80))
        .setNanos(draw.pick(0, 0, 999))
        .build();
  }

  Step subscription() {
    String start = draw.chance(0.1) ? draw.pick(draw.key(), "no-id") : "-" + draw.number(1, 60);
    return new Step(
        scene.organization(), SubscribeToEventsParam.newBuilder().setStartEventId(start).build());
  }

  /** Looks at all that there is, in big pages. */
  static List<Step> sweep(String requester) {
    int size = 1_000;
    return List.<Message>of(
            GetAllOrganizationsParam.getDefaultInstance(),
            QueryFunctionsParam.newBuilder().setPageSize(size).build(),
            QueryDataManagersParam.newBuilder().setPageSize(size).build(),
            QueryDataSamplesParam.newBuilder().setPageSize(size).build(),
            QueryPlansParam.newBuilder().setPageSize(size).build(),
            QueryTasksParam.newBuilder().setPageSize(size).build(),
            QueryPerformancesParam.newBuilder().setPageSize(size).build(),
            QueryEventsParam.newBuilder().setPageSize(size).build())
        .stream()
        .map(request -> new Step(requester, request))
        .toList();
  }
}
