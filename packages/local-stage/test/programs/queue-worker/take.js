const { SQSClient, ReceiveMessageCommand, SendMessageCommand } = require("@aws-sdk/client-sqs");

const client = new SQSClient({});
const QueueUrl = process.env.QUEUE_URL;

exports.handler = async ({ ids = [], peek = false }) => {
  if (peek) return client.send(new ReceiveMessageCommand({ QueueUrl }));
  for (const id of ids) {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ id }) }));
  }
  return { taken: ids.length };
};
