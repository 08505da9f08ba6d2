package orchestrator.http.api;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes a service when the first request comes, since making it would slow each start down. */
final class LazyService implements HttpService {
  private final List<ServiceConfig> places = new CopyOnWriteArrayList<>();
  private final Supplier<HttpService> made;

  LazyService(Supplier<HttpService> make) {
    made =
        Suppliers.memoize(
            () -> {
              HttpService service = make.get();
              places.forEach(place -> added(service, place));
              return service;
            });
  }

  private static void added(HttpService service, ServiceConfig place) {
    try {
      service.serviceAdded(place);
    } catch (Exception e) {
      throw new IllegalStateException("a service cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public void serviceAdded(ServiceConfig place) {
    places.add(place);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    return made.get().serve(context, request);
  }
}
