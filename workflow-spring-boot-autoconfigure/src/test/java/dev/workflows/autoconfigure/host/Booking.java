package dev.workflows.autoconfigure.host;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Booking {

  @Id
  @Column(length = 100)
  private String id = "";

  protected Booking() {}

  Booking(String id) {
    this.id = id;
  }

  @Override
  public String toString() {
    return id;
  }
}
