# Korean, in 합니다체. No particle depends on the last sound of a value: (으)로, 을/를 and 이/가 never follow one.

acknowledgement =
    문의해 주셔서 감사합니다. 문의가 접수되었으며, 문의 번호는 { $ticket }입니다.

    { $answer_by }까지 답변해 드리겠습니다. 추가로 알려 주실 내용이 있으시면 이 메시지에 회신해 주시기 바랍니다.
    .subject = 문의가 접수되었습니다 ({ $ticket })

outside_hours =
    문의해 주셔서 감사합니다. 문의가 접수되었으며, 문의 번호는 { $ticket }입니다.

    죄송하지만 지금은 상담 시간이 아닙니다. { $open_from }부터 순서대로 답변해 드리겠습니다.
    .subject = 문의가 접수되었습니다: 상담 시간 안내 ({ $ticket })

reply_delayed =
    문의 번호 { $ticket }에 대한 답변이 약속드린 시간보다 늦어지고 있습니다. 불편을 드려 대단히 죄송합니다.

    { $answer_by }까지 답변해 드리겠습니다. 너그러이 양해해 주시기 바랍니다.
    .subject = 답변 지연에 대한 사과의 말씀 ({ $ticket })

escalated =
    더 정확한 안내를 위해 문의 번호 { $ticket } 건을 전문 담당자에게 전달하였습니다.

    담당자가 지금까지의 문의 내용을 모두 확인하고 있으므로 다시 설명하지 않으셔도 됩니다. { $answer_by }까지 답변해 드리겠습니다.
    .subject = 전문 담당자가 안내해 드리겠습니다 ({ $ticket })

solved =
    문의 번호 { $ticket } 건의 처리가 완료되었습니다. 도움이 되셨기를 바랍니다.

    아직 해결되지 않은 부분이 있으시면 { $reopen_until }까지 이 메시지에 회신해 주시기 바랍니다. 이어서 도와드리겠습니다.
    .subject = 문의하신 내용의 처리가 완료되었습니다 ({ $ticket })

survey_invitation =
    얼마 전 문의 번호 { $ticket } 건으로 연락해 주셔서 감사합니다. 더 나은 서비스를 위해 고객님의 소중한 의견을 듣고자 합니다.

    질문은 모두 { $questions }개입니다. 아래 페이지에서 답변해 주시기 바랍니다.

    { $survey }
    .subject = 고객님의 의견을 들려주시기 바랍니다 ({ $ticket })

return_received =
    주문 번호 { $order }의 반품 상품이 도착하였습니다. 보내 주셔서 감사합니다.

    상품을 확인한 후 영업일 기준 { $working_days }일 이내에 연락드리겠습니다.
    .subject = 반품 상품이 도착하였습니다 (주문 번호 { $order })

refund_issued =
    주문 번호 { $order }에 대해 { $amount } 환불 처리가 완료되었습니다. 환불 금액은 결제하신 수단으로 입금됩니다.

    은행이나 카드사에 따라 입금까지 영업일 기준 최대 { $working_days }일이 걸릴 수 있습니다.
    .subject = { $amount } 환불 처리가 완료되었습니다 (주문 번호 { $order })

order_delayed =
    주문 번호 { $order }의 배송이 예정보다 늦어지게 되었습니다. 불편을 드려 대단히 죄송합니다. 새로운 배송 예정일은 { $expected }입니다.

    고객님께서 따로 하실 일은 없습니다. 변경된 날짜에 받기 어려우시면 이 메시지에 회신해 주시기 바랍니다. 해결 방법을 찾아 드리겠습니다.
    .subject = 배송 지연에 대한 사과의 말씀 (주문 번호 { $order })

parcel_delivered =
    주문 번호 { $order }의 { $product } 배송이 완료되었습니다. 구매해 주셔서 감사합니다.

    사용 방법은 아래 페이지에서 확인하실 수 있습니다.

    { $guide }

    빠지거나 손상된 부분이 있으시면 이 메시지에 회신해 주시기 바랍니다. 신속히 처리해 드리겠습니다.
    .subject = { $product } 사용 방법 안내

coupon_issued =
    다음 주문에 사용하실 수 있는 { $amount } 할인 쿠폰을 드립니다.

    쿠폰 코드: { $coupon }

    { $valid_until }까지 결제하실 때 입력해 주시기 바랍니다.
    .subject = { $amount } 할인 쿠폰을 드립니다

points_earned =
    주문해 주셔서 감사합니다. 주문 번호 { $order } 구매로 { $points }포인트가 적립되었습니다.

    현재 보유하신 포인트는 { $balance }포인트입니다.
    .subject = { $points }포인트가 적립되었습니다

points_expiring =
    보유하신 포인트 중 { $points }포인트의 유효 기간이 { $expires }에 끝납니다.

    유효 기간의 마지막 날까지 다음 주문에 사용하실 수 있습니다.
    .subject = { $points }포인트의 유효 기간이 곧 끝납니다

tier_raised =
    축하드립니다. 고객님의 회원 등급이 { $tier } 등급으로 올랐습니다. { $valid_until }까지 모든 혜택을 누리실 수 있습니다.

    앞으로도 더 나은 서비스로 보답하겠습니다.
    .subject = 회원 등급이 { $tier } 등급으로 올랐습니다

tier_lowered =
    등급 유지 기간이 끝나 고객님의 회원 등급이 { $tier } 등급으로 변경되었습니다.

    { $points }포인트를 더 모으시면 이전 등급으로 돌아가실 수 있습니다. 지금까지 적립하신 포인트는 그대로 유지됩니다.
    .subject = 회원 등급이 { $tier } 등급으로 변경되었습니다

referral_rewarded =
    고객님께서 초대하신 분이 첫 주문을 하셨습니다. 감사의 마음을 담아 { $points }포인트를 적립해 드렸습니다.

    앞으로도 많은 관심 부탁드립니다.
    .subject = 추천 감사 { $points }포인트가 적립되었습니다

birthday =
    생일을 진심으로 축하드립니다. 축하의 마음을 담아 { $points }포인트를 적립해 드렸습니다.

    { $expires }까지 사용하실 수 있습니다. 행복한 하루 보내시기 바랍니다.
    .subject = 생일을 축하드립니다

verification_code =
    인증 코드는 { $code }입니다. 유효 시간은 { $minutes }분입니다.

    코드는 저희 웹사이트나 앱에서만 입력해 주시고, 저희 직원을 포함하여 누구에게도 알려 주지 마시기 바랍니다. 요청하신 적이 없으시면 이 메시지를 무시하셔도 됩니다.
    .subject = 인증 코드 안내

machine_translated =
    이 메시지는 자동으로 번역되었습니다. 원문의 언어: { $language }. 이해하기 어려운 부분이 있으시면 알려 주시기 바랍니다. 담당자가 번역을 확인해 드리겠습니다.
