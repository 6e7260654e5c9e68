# Chinese in simplified characters, with 您.

acknowledgement =
    感谢您的联系。我们已收到您的留言，受理编号为 { $ticket }。

    我们将在{ $answer_by }之前回复您。如需补充信息，请直接回复本消息。
    .subject = 我们已收到您的留言（{ $ticket }）

outside_hours =
    感谢您的联系。我们已收到您的留言，受理编号为 { $ticket }。目前为非服务时间，我们将于{ $open_from }恢复服务。

    届时我们会尽快回复您，感谢您的耐心等待。
    .subject = 我们已收到您的留言，目前为非服务时间（{ $ticket }）

reply_delayed =
    非常抱歉，我们未能在承诺的时间内回复您的咨询（受理编号 { $ticket }）。

    我们将在{ $answer_by }之前回复您。感谢您的耐心与理解。
    .subject = 回复延迟，敬请谅解（{ $ticket }）

escalated =
    为了更好地解决您的问题，我们已将您的咨询（受理编号 { $ticket }）转交给专员处理。

    专员可以查看您此前提供的全部信息，您无需重复说明。我们将在{ $answer_by }之前回复您。
    .subject = 您的咨询已转交专员处理（{ $ticket }）

solved =
    您的问题（受理编号 { $ticket }）已处理完毕，希望处理结果能让您满意。

    如仍有疑问，请您在{ $reopen_until }前（含当日）回复本消息，我们会继续为您处理。
    .subject = 您的问题已处理完毕（{ $ticket }）

survey_invitation =
    感谢您此前就受理编号 { $ticket } 与我们联系。诚邀您对我们的服务作出评价。

    共有 { $questions } 个问题，您的意见将帮助我们改进服务：

    { $survey }
    .subject = 诚邀您评价我们的服务（{ $ticket }）

return_received =
    我们已收到您从订单 { $order } 中退回的商品，感谢您的配合。

    我们将在 { $working_days } 个工作日内完成检查并与您联系。
    .subject = 您退回的商品已收到（订单 { $order }）

refund_issued =
    您的订单 { $order } 的退款 { $amount } 已办理，款项将退回至您原来的付款方式。

    视银行处理情况，到账最多可能需要 { $working_days } 个工作日。
    .subject = 您的退款 { $amount } 已办理（订单 { $order }）

order_delayed =
    非常抱歉，您的订单 { $order } 将晚于原定时间送达。新的预计送达日期为{ $expected }。

    您无需进行任何操作。如果新的日期对您不便，请回复本消息，我们将与您一同寻找解决办法。
    .subject = 您的订单 { $order } 将延迟送达

parcel_delivered =
    您的订单 { $order } 中的 { $product } 已送达。感谢您的购买，祝您使用愉快。

    使用指南请见：

    { $guide }

    如有缺件或破损，请回复本消息，我们会尽快为您处理。
    .subject = { $product } 使用指南

coupon_issued =
    我们为您准备了一张优惠券，您下次下单可减 { $amount }。

    优惠码：{ $coupon }

    请您在{ $valid_until }前（含当日）于结算时输入。
    .subject = 送您一张 { $amount } 优惠券

points_earned =
    感谢您的惠顾。订单 { $order } 为您累积了 { $points } 积分。

    您目前共有 { $balance } 积分。
    .subject = 您已获得 { $points } 积分

points_expiring =
    您有 { $points } 积分将于{ $expires }到期。

    在到期日之前（含当日），您可以在下次下单时使用。
    .subject = 您有 { $points } 积分即将到期

tier_raised =
    恭喜您升级为 { $tier } 会员。您可享受该等级的全部权益，有效期至{ $valid_until }。

    感谢您一直以来的支持。
    .subject = 恭喜您升级为 { $tier } 会员

tier_lowered =
    由于原等级的有效期已满，您的会员等级现为 { $tier }。

    您只需再累积 { $points } 积分，即可恢复原来的等级。您已获得的积分不受影响。
    .subject = 您的会员等级现为 { $tier }

referral_rewarded =
    您邀请的朋友已在我们这里完成首次下单。为表示感谢，我们已为您的账户增加 { $points } 积分。

    感谢您的推荐。
    .subject = 感谢您的推荐，{ $points } 积分已到账

birthday =
    祝您生日快乐！作为生日礼物，我们已为您的账户增加 { $points } 积分。

    您可在{ $expires }前（含当日）使用。
    .subject = 祝您生日快乐

verification_code =
    您的验证码是 { $code }，{ $minutes } 分钟内有效。

    请您仅在我们的网站或应用中输入，切勿告知任何人，包括我们的客服人员。如果您没有申请验证码，请忽略本消息。
    .subject = 您的验证码

machine_translated =
    本消息由机器自动翻译，原文语言为{ $language }。如有不清楚之处，请您告诉我们，我们会安排人工核对译文。
