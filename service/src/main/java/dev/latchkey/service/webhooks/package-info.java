/**
 * Journey: an event becomes a signed POST to the platform. An event and its deliveries are written in one transaction;
 * each delivery is a job that posts until the receiver answers 2xx or the schedule ends. Signatures, retries and 410 are
 * those of <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a>. The events API lives here too: it reads what webhooks tell.
 *
 * <p>Against requests into our own network: every name is looked up by {@link
 * dev.latchkey.service.webhooks.CheckedLookup}, at registration and again for each connection, and the connection is made
 * to the very addresses that were checked, with the name kept for Host, SNI and certificate; redirects are failures, proxies
 * are not used. Its limit: it judges addresses, so whatever answers at a public address is trusted to be outside. Where a
 * network gives its own hosts public addresses, a firewall or an egress proxy has to keep them apart.
 *
 * <p>May use: halls, rooms and the cellar.
 */
@NullMarked
package dev.latchkey.service.webhooks;

import org.jspecify.annotations.NullMarked;
