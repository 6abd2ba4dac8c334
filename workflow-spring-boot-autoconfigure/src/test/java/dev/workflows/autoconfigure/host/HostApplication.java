package dev.workflows.autoconfigure.host;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Books, by whichever {@link BookingTable} it is given. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Bookings.class, Desk.class, Gate.class})
class HostApplication {}
