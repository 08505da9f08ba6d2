package orchestrator.server.config;

/**
 * Where the server listens.
 *
 * @param grpc the API
 * @param http health pages and metrics
 */
public record Endpoints(Endpoint grpc, Endpoint http) {}
