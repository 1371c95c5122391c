/**
 * Journey: a member connects a mailbox. ConnectPages or ConnectApi make a link, ConnectFlow sends the browser to Microsoft and parks what comes back, ConnectFlow.resume turns it into a mailbox or a finding.
 *
 * <p>May use: halls, rooms, the cellar and the microsoft library.
 */
@NullMarked
package dev.latchkey.service.connect;

import org.jspecify.annotations.NullMarked;
