package dev.workflows.sample;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** A customer of one running shop, over HTTP. */
final class ShopClient {

  private final RestClient http;

  ShopClient(int port) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build());
    requests.setReadTimeout(Duration.ofSeconds(10));
    this.http =
        RestClient.builder()
            .baseUrl("http://localhost:" + port)
            .requestFactory(requests)
            .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {})
            .build();
  }

  /** Orders tea; the answer's status. */
  int place(String id, int quantity) {
    return post(
        "/orders",
        """
        {"id":"%s","customer":"Ada","lines":[{"sku":"tea","quantity":%d}],"amount":19.90}"""
            .formatted(id, quantity));
  }

  /** Pays an order; the answer's status. */
  int pay(String id) {
    return post("/orders/" + id + "/payment", "{\"amount\":19.90,\"method\":\"card\"}");
  }

  /** Sends an order elsewhere; the answer's status. */
  int changeAddress(String id, String address) {
    return post("/orders/" + id + "/address", "{\"address\":\"%s\"}".formatted(address));
  }

  /** Orders coffee every month; the answer's status. */
  int subscribe(String id) {
    return post(
        "/subscriptions",
        """
        {"id":"%s","customer":"Ada","lines":[{"sku":"coffee","quantity":1}],"amount":9.90,\
        "method":"card"}"""
            .formatted(id));
  }

  /** Ends a subscription; the answer's status. */
  int unsubscribe(String id) {
    return delete("/subscriptions/" + id);
  }

  /** Cancels an order; the answer's status. */
  int cancel(String id) {
    return delete("/orders/" + id);
  }

  /** Where an order is; the HTTP status if there is none to be had. */
  String status(String id) {
    JsonNode order = get("/orders/" + id);
    return order.path("status").asString();
  }

  /** The types of an order's events, in order. */
  List<String> history(String id) {
    List<String> types = new ArrayList<>();
    events(id).forEach(event -> types.add(event.path("type").asString()));
    return types;
  }

  /** An order's events. */
  JsonNode events(String id) {
    return get("/actuator/workflows/" + id + "/history").path("events");
  }

  /** What the actuator says about an order's run. */
  JsonNode description(String id) {
    return get("/actuator/workflows/" + id);
  }

  /** The status of an answer. */
  int statusCode(String path) {
    return http.get().uri(path).retrieve().toBodilessEntity().getStatusCode().value();
  }

  /** Any path, as JSON. */
  JsonNode get(String path) {
    return http.get().uri(path).retrieve().requiredBody(JsonNode.class);
  }

  private int delete(String path) {
    return http.delete().uri(path).retrieve().toBodilessEntity().getStatusCode().value();
  }

  private int post(String path, String body) {
    return http.post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .retrieve()
        .toBodilessEntity()
        .getStatusCode()
        .value();
  }
}
